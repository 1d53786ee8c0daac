import { bareLeader, type LeaderShape } from "./leader.ts";

const precisions = new Map([
  ["s", 0],
  ["ms", 3],
  ["us", 6],
  ["ns", 9],
]);

type Draft = { -readonly [K in keyof LeaderShape]: LeaderShape[K] };

/** What each word says; false where it cannot stand behind the words before it. */
const words: Readonly<Record<string, (shape: Draft) => boolean>> = {
  pid: (shape) => setPid(shape, "column"),
  "[pid]": (shape) => setPid(shape, "bracket"),
  comm: (shape) => shape.pid !== "none" && setFlag(shape, "comm"),
  context: (shape) => setFlag(shape, "context"),
  "syscall-number": (shape) => setFlag(shape, "syscallNumber"),
  "instruction-pointer": (shape) => setFlag(shape, "instructionPointer"),
};

function setPid(shape: Draft, pid: LeaderShape["pid"]): boolean {
  const free = shape.pid === "none";
  shape.pid = pid;
  return free;
}

function setFlag(shape: Draft, flag: "comm" | "context" | "syscallNumber" | "instructionPointer"): boolean {
  const free = !shape[flag];
  shape[flag] = true;
  return free;
}

const timed = /^time\((clock|unix|relative),(s|ms|us|ns)\)$/;

function setTime(shape: Draft, word: string): boolean {
  const [, kind, precision = ""] = timed.exec(word) ?? [];
  const digits = precisions.get(precision);
  if (kind === undefined || digits === undefined) return false;
  if (kind === "relative") {
    const free = shape.relative === "none";
    shape.relative = shape.clock === "none" ? "alone" : "beside-clock";
    shape.relativeDigits = digits;
    return free;
  }
  const free = shape.clock === "none" && shape.relative === "none";
  shape.clock = kind === "clock" ? "hms" : "epoch";
  shape.clockDigits = digits;
  return free;
}

/**
 * Reads a leader in the words of `InputReport.leader`: `pid time(unix,us)`, `[pid] time(clock,s) time(relative,us)`, `bare`.
 *
 * @returns null for other words
 */
export function parseLeader(text: string): LeaderShape | null {
  if (text.trim() === "bare") return bareLeader;
  const shape: Draft = { ...bareLeader };
  const found = text.split(" ").filter((word) => word !== "");
  const known = found.every((word) => words[word]?.(shape) ?? setTime(shape, word));
  return known && found.length > 0 ? shape : null;
}
