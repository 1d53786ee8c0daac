import { parseTraceLine } from "./trace-line.ts";

const unfinished = / ?<unfinished \.\.\.>$/;
const resumed = /^<\.\.\. \S+ resumed>/;

/** The files that `strace -ff` had written of the same run: one a thread, each call in one line. By thread. */
export function splitByThread(trace: string): Map<string, string> {
  const files = new Map<string, string[]>();
  const open = new Map<string, string>();
  for (const text of trace.split("\n")) {
    const line = parseTraceLine(text);
    if (line === null || line.pid === "") continue;
    const { pid, time, call } = line;
    const lines = files.get(pid) ?? [];
    files.set(pid, lines);
    const begun = open.get(pid);
    if (unfinished.test(call) && !resumed.test(call)) {
      open.set(pid, time + call.replace(unfinished, ""));
    } else if (resumed.test(call) && begun !== undefined) {
      lines.push(begun + call.replace(resumed, ""));
      open.delete(pid);
    } else {
      lines.push(time + call);
    }
  }
  for (const [pid, begun] of open) leaveOpen(files.get(pid) ?? [], begun);
  return new Map([...files].map(([pid, lines]) => [pid, lines.join("\n") + endOf(lines)]));
}

/** What was never resumed is what the thread was in when it died, or when the record ends: strace writes its beginning. */
function leaveOpen(lines: string[], begun: string): void {
  if (lines.at(-1)?.includes("+++ ")) lines.splice(-1, 0, `${begun} <unfinished ...>`);
  else lines.push(begun);
}

/** A call that did not return has no end of line. */
function endOf(lines: readonly string[]): string {
  return /= |\+\+\+$|---$/.test(lines.at(-1) ?? "") ? "\n" : "";
}

/** Whether the trace names the thread in each line and the microsecond: what it takes to split it and to join it again. */
export function canBeSplit(trace: string): boolean {
  return trace
    .split("\n")
    .filter((text) => text !== "")
    .every((text) => {
      const line = parseTraceLine(text);
      return (
        line !== null &&
        line.pid !== "" &&
        line.head === "" &&
        /^\d.*[.:].*\.\d{6} $|^\d{10}\.\d{6} $/.test(line.time)
      );
    });
}
