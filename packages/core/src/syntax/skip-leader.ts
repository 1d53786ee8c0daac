// The leader again, on bytes: finds where it ends, and the pid. leader.ts says what its parts are.
import type { LeaderShape } from "./leader.ts";
import { isPlain } from "./plain-leader.ts";

const [space, colon, less, greater, open, close] = [0x20, 0x3a, 0x3c, 0x3e, 0x5b, 0x5d] as const;

/** The index of the body of the line from `start` to `end`; -1 where the line does not begin with such a leader. */
export type LeaderSkipper = (bytes: Buffer, start: number, end: number) => number;

/** Makes the function that skips leaders of a shape. */
export function leaderSkipper(shape: LeaderShape): LeaderSkipper {
  const { clock, clockDigits } = shape;
  const isCommon = isPlain(shape) && shape.pid === "column" && clockDigits > 0;
  if (isCommon && clock === "hms")
    return (bytes, start, end) => skipCommon(bytes, start, end, 9 + clockDigits);
  return (bytes, start, end) => skipLeader(bytes, start, end, shape);
}

/** What nearly every trace has, a pid and `-tt`: `21246 14:07:04.542749 `. The clock is so many bytes long. */
function skipCommon(bytes: Buffer, start: number, end: number, length: number): number {
  let at = start;
  while (isDigit(bytes[at])) at += 1;
  if (at === start || bytes[at] !== space) return -1;
  while (bytes[at] === space) at += 1;
  const body = at + length + 1;
  const isClock =
    bytes[at + 2] === colon &&
    bytes[at + 5] === colon &&
    isDigit(bytes[body - 2]) &&
    bytes[body - 1] === space;
  return isClock && body < end ? body : -1;
}

function skipLeader(bytes: Buffer, start: number, end: number, shape: LeaderShape): number {
  let at = shape.pid === "column" ? skipPid(bytes, start, shape.comm) : start;
  if (at < 0) return -1;
  if (shape.context) at = skipBracket(bytes, at, end);
  if (shape.clock !== "none") at = skipClock(bytes, at, shape);
  if (shape.relative === "beside-clock") at = skipTo(bytes, at, end, 0x29);
  if (shape.syscallNumber) at = skipBracket(bytes, at, end);
  if (shape.instructionPointer) at = skipBracket(bytes, at, end);
  return at < end ? at : -1;
}

/** The number that the line at `start` begins with. */
export function tidAt(bytes: Buffer, start: number): number {
  let tid = 0;
  for (let at = start; ; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return tid;
    tid = tid * 10 + digit;
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function skipPid(bytes: Buffer, start: number, comm: boolean): number {
  let at = start;
  while (isDigit(bytes[at])) at += 1;
  if (at === start) return -1;
  if (comm && bytes[at] === less) {
    while (at < bytes.length && bytes[at] !== greater) at += 1;
    at += 1;
  }
  if (bytes[at] !== space) return -1;
  while (bytes[at] === space) at += 1;
  return at;
}

/** `14:07:04.542749 ` or `1795356425.002169 `. */
function skipClock(bytes: Buffer, start: number, { clock, clockDigits }: LeaderShape): number {
  if (start < 0) return -1;
  let point = start + 8;
  if (clock === "hms") {
    if (bytes[start + 2] !== colon || bytes[start + 5] !== colon) return -1;
  } else {
    point = start;
    while (isDigit(bytes[point])) point += 1;
  }
  const end = clockDigits === 0 ? point : point + 1 + clockDigits;
  return isDigit(bytes[end - 1]) && bytes[end] === space ? end + 1 : -1;
}

function skipBracket(bytes: Buffer, start: number, end: number): number {
  return start >= 0 && bytes[start] === open ? skipTo(bytes, start, end, close) : -1;
}

/** The index behind the next such byte and the space that follows it. */
function skipTo(bytes: Buffer, start: number, end: number, byte: number): number {
  if (start < 0) return -1;
  const at = bytes.indexOf(byte, start);
  return at < 0 || at + 1 >= end || bytes[at + 1] !== space ? -1 : at + 2;
}
