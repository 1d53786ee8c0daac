// The leaders of most traces, read by hand: `21246 `, `21246 14:07:04.542749 `, `[pid 21256] 1795356425.002169 `.
// The pattern in leader.ts says the same for every shape; a test holds both against each other.
import type { Leader, LeaderShape } from "./leader.ts";

const space = 0x20;
const colon = 0x3a;
const dot = 0x2e;

/** True for shapes of a pid and a clock alone. */
export function isPlain(shape: LeaderShape): boolean {
  const { comm, context, relative, syscallNumber, instructionPointer } = shape;
  return !comm && !context && relative === "none" && !syscallNumber && !instructionPointer;
}

/** Reads the leader of a line of such a shape; null where the line does not begin with one. */
export function readPlainLeader(line: string, shape: LeaderShape): Leader | null {
  const start = pidEnd(line, shape.pid);
  if (start < 0) return null;
  const tid = start === 0 ? null : decimal(line, shape.pid === "column" ? 0 : skipSpaces(line, 5));
  if (shape.clock === "none") return { tid, comm: null, clock: null, relative: null, end: start };
  return readClock(line, start, tid, shape);
}

/** Index of what follows the pid: 0 where `[pid N]` is left out; -1 where a column's pid is missing. */
function pidEnd(line: string, pid: LeaderShape["pid"]): number {
  if (pid === "none" || (pid === "bracket" && !line.startsWith("[pid "))) return 0;
  const start = pid === "column" ? 0 : skipSpaces(line, 5);
  const end = skipDigits(line, start);
  if (end === start || line.charCodeAt(end) !== (pid === "column" ? space : 0x5d)) return -1;
  return pid === "column" ? skipSpaces(line, end) : end + 2;
}

function readClock(
  line: string,
  start: number,
  tid: number | null,
  { clock, clockDigits }: LeaderShape,
): Leader | null {
  const point = clock === "hms" ? start + 8 : skipDigits(line, start);
  const end = clockDigits === 0 ? point : point + 1 + clockDigits;
  const whole = clock === "hms" ? secondsOfDay(line, start) : decimal(line, start);
  const micros = clockDigits === 0 ? 0 : fraction(line, point, end);
  if (whole < 0 || micros < 0 || point === start || line.charCodeAt(end) !== space) return null;
  return { tid, comm: null, clock: whole * 1e6 + micros, relative: null, end: end + 1 };
}

function skipDigits(line: string, start: number): number {
  let at = start;
  while (isDigit(line.charCodeAt(at))) at += 1;
  return at;
}

function skipSpaces(line: string, start: number): number {
  let at = start;
  while (line.charCodeAt(at) === space) at += 1;
  return at;
}

function isDigit(char: number): boolean {
  return char >= 0x30 && char <= 0x39;
}

function decimal(line: string, start: number): number {
  let value = 0;
  for (let at = start; isDigit(line.charCodeAt(at)); at += 1)
    value = value * 10 + (line.charCodeAt(at) - 0x30);
  return value;
}

/** Seconds since midnight of `14:07:04`; -1 for other text. */
function secondsOfDay(line: string, at: number): number {
  if (line.charCodeAt(at + 2) !== colon || line.charCodeAt(at + 5) !== colon) return -1;
  const hours = twoDigits(line, at);
  const minutes = twoDigits(line, at + 3);
  const seconds = twoDigits(line, at + 6);
  return hours < 0 || minutes < 0 || seconds < 0 ? -1 : hours * 3600 + minutes * 60 + seconds;
}

function twoDigits(line: string, at: number): number {
  const tens = line.charCodeAt(at);
  const units = line.charCodeAt(at + 1);
  return isDigit(tens) && isDigit(units) ? (tens - 0x30) * 10 + (units - 0x30) : -1;
}

/** Microseconds of `.542749`; -1 for other text. */
function fraction(line: string, start: number, end: number): number {
  if (line.charCodeAt(start) !== dot) return -1;
  let value = 0;
  for (let at = start + 1; at < end; at += 1) {
    const char = line.charCodeAt(at);
    if (!isDigit(char)) return -1;
    value = value * 10 + (char - 0x30);
  }
  const digits = end - start - 1;
  return digits === 6 ? value : value * 10 ** (6 - digits);
}
