// How each line of a trace begins. strace prints the parts in a fixed order (printleader in its strace.c):
// pid, security context, absolute time, relative time, -n, -i.
import { isPlain, readPlainLeader } from "./plain-leader.ts";

/** Which parts stand before each line's body, decided once a file. */
export interface LeaderShape {
  /** `column`: `21246 ` (-o with -f); `bracket`: `[pid 21246] ` on stderr, on some lines only; `none`. */
  readonly pid: "none" | "column" | "bracket";
  /** -Y: the command's name behind the pid, `358<sig> `. Absent on lines whose command has an empty name. */
  readonly comm: boolean;
  /** --secontext. */
  readonly context: boolean;
  readonly clock: "none" | "hms" | "epoch";
  /** Digits behind the clock's dot; 0 for no dot. */
  readonly clockDigits: number;
  /** -r: `     0.000246 `, or `(+     0.009596) ` where it stands beside a clock. */
  readonly relative: "none" | "alone" | "beside-clock";
  readonly relativeDigits: number;
  /** -n: `[  59] `. */
  readonly syscallNumber: boolean;
  /** -i: `[00007f395545dad7] `. */
  readonly instructionPointer: boolean;
}

/** What one line's leader says. */
export interface Leader {
  readonly tid: number | null;
  readonly comm: string | null;
  /** Microseconds since midnight (`hms`) or since 1970 (`epoch`). */
  readonly clock: number | null;
  /** Microseconds since the line before. */
  readonly relative: number | null;
  /** Index of the first character behind the leader. */
  readonly end: number;
}

/** A trace of which every line begins with its body. */
export const bareLeader: LeaderShape = {
  pid: "none",
  comm: false,
  context: false,
  clock: "none",
  clockDigits: 0,
  relative: "none",
  relativeDigits: 0,
  syscallNumber: false,
  instructionPointer: false,
};

const fraction = (digits: number): string => (digits === 0 ? "" : `\\.\\d{${digits}}`);

/** The source of a regular expression without groups that matches the leader at a line's start. */
export function leaderSource(shape: LeaderShape): string {
  return leaderPattern(shape, false);
}

function leaderPattern(shape: LeaderShape, capture: boolean): string {
  const group = (pattern: string): string => (capture ? `(${pattern})` : pattern);
  // strace escapes < and > of a command's name as \74 and \76, so the name ends at the first >.
  const comm = shape.comm ? `(?:<${group("[^<>]*")}>)?` : capture ? "()" : "";
  return [
    {
      none: capture ? "()()" : "",
      column: `${group("\\d+")}${comm} +`,
      bracket: `(?:\\[pid +${group("\\d+")}${comm}\\] )?`,
    }[shape.pid],
    shape.context ? "(?:\\[(?!pid )[^\\]]*\\] )?" : "",
    {
      none: capture ? "()" : "",
      hms: `${group(`\\d\\d:\\d\\d:\\d\\d${fraction(shape.clockDigits)}`)} `,
      epoch: `${group(`\\d+${fraction(shape.clockDigits)}`)} `,
    }[shape.clock],
    {
      none: capture ? "()" : "",
      alone: ` *${group(`\\d+${fraction(shape.relativeDigits)}`)} `,
      "beside-clock": `\\(\\+ *${group(`\\d+${fraction(shape.relativeDigits)}`)}\\) `,
    }[shape.relative],
    shape.syscallNumber ? "\\[(?: *\\d+|\\?+)\\] " : "",
    shape.instructionPointer ? "\\[(?:[0-9a-f]+|\\?+)\\] " : "",
  ].join("");
}

/** Makes the function that reads a line's leader; it returns null for a line that does not begin with one. */
export function leaderReader(shape: LeaderShape): (line: string) => Leader | null {
  if (isPlain(shape)) return (line) => readPlainLeader(line, shape);
  const pattern = new RegExp(leaderPattern(shape, true), "y");
  const isEpoch = shape.clock === "epoch";
  return (line) => {
    pattern.lastIndex = 0;
    const match = pattern.exec(line);
    if (match === null) return null;
    const [, tid, comm, clock, relative] = match;
    return {
      tid: tid ? Number(tid) : null,
      comm: comm ? comm : null,
      clock: clock ? (isEpoch ? microsOfSeconds(clock) : microsOfDay(clock)) : null,
      relative: relative ? microsOfSeconds(relative) : null,
      end: pattern.lastIndex,
    };
  };
}

/** Microseconds of `1795356425.002169`: whole and fraction apart, because a double cannot hold both exactly. */
export function microsOfSeconds(text: string): number {
  const dot = text.indexOf(".");
  return dot < 0
    ? Number(text) * 1e6
    : Number(text.slice(0, dot)) * 1e6 + microsOfFraction(text.slice(dot + 1));
}

/** Microseconds since midnight of `14:07:04.542749`. */
export function microsOfDay(text: string): number {
  const seconds = Number(text.slice(0, 2)) * 3600 + Number(text.slice(3, 5)) * 60 + Number(text.slice(6, 8));
  return seconds * 1e6 + (text.length > 9 ? microsOfFraction(text.slice(9)) : 0);
}

function microsOfFraction(digits: string): number {
  return digits.length === 6 ? Number(digits) : Number(digits) * 10 ** (6 - digits.length);
}

const digits = (count: number): string => ({ 0: "s", 3: "ms", 6: "us", 9: "ns" })[count] ?? `${count} digits`;

/** The leader in words, for `InputReport.leader`: `pid time(unix,us)`. */
export function describeLeader(shape: LeaderShape): string {
  const parts = [
    { none: "", column: "pid", bracket: "[pid]" }[shape.pid],
    shape.comm ? "comm" : "",
    shape.context ? "context" : "",
    {
      none: "",
      hms: `time(clock,${digits(shape.clockDigits)})`,
      epoch: `time(unix,${digits(shape.clockDigits)})`,
    }[shape.clock],
    shape.relative === "none" ? "" : `time(relative,${digits(shape.relativeDigits)})`,
    shape.syscallNumber ? "syscall-number" : "",
    shape.instructionPointer ? "instruction-pointer" : "",
  ];
  return parts.filter(Boolean).join(" ") || "bare";
}
