// Leaders of a pid and a clock alone, read: src/syntax/plain-leader.ts says the same of a line's text.
import { colon, dot, space } from "./bytes";
import { isDigit } from "./leader";

// The shape, src/syntax/leader.ts: LeaderShape.
let pid: u32 = 0;
let clock: u32 = 0;
let clockDigits: usize = 0;
let unit: f64 = 1;

/**
 * `pidKind`: 0 for none, 1 for a column, 2 for `[pid N]`. `clockKind`: 0 for none, 1 for hours, minutes and seconds, 2 for seconds
 * since 1970. `microsInUnit`: of the last of its `digits` behind the point.
 */
export function setLeader(pidKind: u32, clockKind: u32, digits: u32, microsInUnit: f64): void {
  pid = pidKind;
  clock = clockKind;
  clockDigits = digits;
  unit = microsInUnit;
}

export let tid: i32 = -1;
export let time: f64 = -1;

/** Reads `tid` and `time`; returns where the body begins, 0 where the line does not begin with such a leader. */
export function scanLeader(start: usize, end: usize): usize {
  tid = -1;
  time = -1;
  let at = pid === 0 ? start : scanPid(start);
  if (at !== 0 && clock !== 0) at = scanClock(at);
  return at > end ? 0 : at;
}

// Longer ones would not fit; the text is looked at.
const mostPidDigits: usize = 9;
const mostSecondDigits: usize = 15;

function scanPid(start: usize): usize {
  let at = start;
  if (pid === 2) {
    // `[pid `; without it the line is of the only process.
    if (load<u32>(at) !== 0x6469705b || load<u8>(at, 4) !== space) return start;
    at = skipSpaces(start + 5);
  }
  const digits = at;
  let value: i32 = 0;
  for (; isDigit(load<u8>(at)); at += 1) value = value * 10 + (load<u8>(at) - 0x30);
  if (at === digits || at - digits > mostPidDigits || load<u8>(at) !== (pid === 1 ? space : 0x5d)) return 0;
  tid = value;
  return pid === 1 ? skipSpaces(at) : at + 2;
}

function skipSpaces(start: usize): usize {
  let at = start;
  while (load<u8>(at) === space) at += 1;
  return at;
}

function scanClock(start: usize): usize {
  let at = start;
  let seconds: i64 = 0;
  if (clock === 1) {
    seconds = secondsOfDay(start);
    if (seconds < 0) return 0;
    at += 8;
  } else {
    for (; isDigit(load<u8>(at)); at += 1) seconds = seconds * 10 + (load<u8>(at) - 0x30);
    if (at === start || at - start > mostSecondDigits) return 0;
  }
  const stop = clockDigits === 0 ? at : at + 1 + clockDigits;
  const fraction = clockDigits === 0 ? 0 : fractionAt(at, stop);
  if (fraction < 0 || load<u8>(stop) !== space) return 0;
  time = f64(seconds) * 1e6 + f64(fraction) * unit;
  return stop + 1;
}

/** Seconds since midnight of `14:07:04`; -1 for other text. */
function secondsOfDay(at: usize): i64 {
  if (load<u8>(at, 2) !== colon || load<u8>(at, 5) !== colon) return -1;
  const hours = twoDigits(at);
  const minutes = twoDigits(at + 3);
  const seconds = twoDigits(at + 6);
  return hours < 0 || minutes < 0 || seconds < 0 ? -1 : hours * 3600 + minutes * 60 + seconds;
}

function twoDigits(at: usize): i64 {
  const tens: u32 = load<u8>(at);
  const units: u32 = load<u8>(at, 1);
  return isDigit(tens) && isDigit(units) ? (tens - 0x30) * 10 + (units - 0x30) : -1;
}

/** The digits of `.542749` as a number; -1 for other text. */
function fractionAt(start: usize, end: usize): i64 {
  if (load<u8>(start) !== dot) return -1;
  let value: i64 = 0;
  for (let at = start + 1; at < end; at += 1) {
    const byte: u32 = load<u8>(at);
    if (!isDigit(byte)) return -1;
    value = value * 10 + (byte - 0x30);
  }
  return value;
}
