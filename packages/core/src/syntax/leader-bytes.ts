// What plain-leader.ts reads from text, read from bytes. Behind a line stands its newline, so that nothing reads on into
// the next one.
import type { Leader, LeaderShape } from "./leader.ts";

/** A leader that is filled anew for each line. */
export type ScannedLeader = { -readonly [K in keyof Leader]: Leader[K] };

/** Fills a leader; returns where the line's body begins, or -1 where the line does not begin with such a leader. */
export type LeaderScan = (bytes: Buffer, start: number, end: number) => number;

/** A scan for leaders of a pid and a clock. */
export function createLeaderScan(shape: LeaderShape, into: ScannedLeader): LeaderScan {
  const { pid, clock, clockDigits } = shape;
  const scanPid = (bytes: Buffer, start: number): number => {
    let at = start;
    if (pid === "bracket") {
      for (let index = 0; index < bracket.length; index += 1)
        if (bytes[start + index] !== bracket[index]) return start;
      at = skipSpaces(bytes, start + bracket.length);
    }
    const digits = at;
    let tid = 0;
    while (isDigit(bytes[at] as number)) {
      tid = tid * 10 + (bytes[at] as number) - 0x30;
      at += 1;
    }
    if (at === digits || bytes[at] !== (pid === "column" ? 0x20 : 0x5d)) return -1;
    into.tid = tid;
    return pid === "column" ? skipSpaces(bytes, at) : at + 2;
  };
  const scanClock = (bytes: Buffer, start: number): number => {
    let at = start;
    let seconds = 0;
    if (clock === "hms") {
      seconds = secondsOfDay(bytes, start);
      if (seconds < 0) return -1;
      at += 8;
    } else {
      while (isDigit(bytes[at] as number)) {
        seconds = seconds * 10 + (bytes[at] as number) - 0x30;
        at += 1;
      }
      if (at === start) return -1;
    }
    const stop = clockDigits === 0 ? at : at + 1 + clockDigits;
    const micros = clockDigits === 0 ? 0 : fraction(bytes, at, stop);
    if (micros < 0 || bytes[stop] !== 0x20) return -1;
    into.clock = seconds * 1e6 + micros;
    return stop + 1;
  };
  return (bytes, start, end) => {
    into.tid = null;
    into.clock = null;
    let at = pid === "none" ? start : scanPid(bytes, start);
    if (at >= 0 && clock !== "none") at = scanClock(bytes, at);
    into.end = at - start;
    return at > end ? -1 : at;
  };
}

const bracket = Buffer.from("[pid ");

function isDigit(char: number): boolean {
  return char >= 0x30 && char <= 0x39;
}

function skipSpaces(bytes: Buffer, start: number): number {
  let at = start;
  while (bytes[at] === 0x20) at += 1;
  return at;
}

/** Seconds since midnight of `14:07:04`; -1 for other text. */
function secondsOfDay(bytes: Buffer, at: number): number {
  if (bytes[at + 2] !== 0x3a || bytes[at + 5] !== 0x3a) return -1;
  const hours = twoDigits(bytes, at);
  const minutes = twoDigits(bytes, at + 3);
  const seconds = twoDigits(bytes, at + 6);
  return hours < 0 || minutes < 0 || seconds < 0 ? -1 : hours * 3600 + minutes * 60 + seconds;
}

function twoDigits(bytes: Buffer, at: number): number {
  const tens = bytes[at] as number;
  const units = bytes[at + 1] as number;
  return isDigit(tens) && isDigit(units) ? (tens - 0x30) * 10 + (units - 0x30) : -1;
}

/** Microseconds of `.542749`; -1 for other text. */
function fraction(bytes: Buffer, start: number, end: number): number {
  if (bytes[start] !== 0x2e) return -1;
  let value = 0;
  for (let at = start + 1; at < end; at += 1) {
    const char = bytes[at] as number;
    if (!isDigit(char)) return -1;
    value = value * 10 + (char - 0x30);
  }
  const digits = end - start - 1;
  return digits === 6 ? value : value * 10 ** (6 - digits);
}
