/** A line of a trace, cut where strace joins its parts: `head` + `pid` + `gap` + `time` + `call` is the line. */
export interface TraceLine {
  /** `[pid    ` or nothing. */
  head: string;
  pid: string;
  /** What stands between the pid and the time: `]`, blanks. */
  gap: string;
  /** With the blank behind it; empty where the trace has no times. */
  time: string;
  call: string;
}

const leader =
  /^(?:(\[pid +)(\d+)(\] )|(\d+)( +))?(\d\d:\d\d:\d\d(?:\.\d+)? |\d{10}\.\d{6} | *\d+\.\d{6} )?((?:<\.\.\. |--- |\+\+\+ |[a-z_0-9]+\().*)$/;

/** Null for what is no line of strace: go's words in a stream that holds both, and continuations of them. */
export function parseTraceLine(line: string): TraceLine | null {
  const [, head = "", bracketed, close = "", bare, blanks = "", time = "", call] = leader.exec(line) ?? [];
  if (call === undefined) return null;
  return { head, pid: bracketed ?? bare ?? "", gap: close + blanks, time, call };
}

/** The line again. */
export function traceLine({ head, pid, gap, time, call }: TraceLine): string {
  return head + pid + gap + time + call;
}

/** Changes what is a line of strace, and leaves the rest as it is. */
export function mapTrace(trace: string, change: (line: TraceLine) => TraceLine): string {
  return trace
    .split("\n")
    .map((text) => {
      const line = parseTraceLine(text);
      return line === null ? text : traceLine(change(line));
    })
    .join("\n");
}
