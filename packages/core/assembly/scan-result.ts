// Plain results: a number with an errno or a note, and how long the call took. `plainResult` of src/syntax/split-call.ts says what
// is plain, and why ` = ` before it ends the arguments.
import {
  backslash,
  closing,
  dash,
  dot,
  equals,
  greater,
  less,
  newline,
  parenthesis,
  quote,
  slash,
  space,
  star,
} from "./bytes";
import { isDigit } from "./leader";

/** The last ` = ` of a line that does not stand before `from`; 0 where there is none, or a quote behind it. */
export function equalsBefore(from: usize, end: usize): usize {
  for (let at = end - 3; at >= from; at -= 1) {
    const byte: u32 = load<u8>(at);
    if (byte === quote) return 0;
    if (byte === space && load<u8>(at, 1) === equals && load<u8>(at, 2) === space) return at;
  }
  return 0;
}

/** Microseconds behind the result that was read last; -1 for none. */
export let duration: f64 = -1;

/** Where the result ends that begins at `start`; 0 where it is not plain. Reads `duration`. */
export function resultEnd(start: usize, end: usize): usize {
  duration = -1;
  const value = valueEnd(start);
  if (value === 0) return 0;
  const stop = load<u8>(value) === less ? pathEnd(start, value) : noteEnd(value);
  if (stop === 0) return 0;
  return stop === end || scanDuration(stop, end) ? stop : 0;
}

/** The end of `-1`, `0x7fa37b800000` or `?`. */
function valueEnd(start: usize): usize {
  const first: u32 = load<u8>(start);
  if (first === 0x3f) return start + 1;
  const isHex = first === 0x30 && load<u8>(start, 1) === 0x78;
  const digits = isHex ? start + 2 : first === dash ? start + 1 : start;
  let at = digits;
  if (isHex) while (isOfHex(load<u8>(at))) at += 1;
  else while (isDigit(load<u8>(at))) at += 1;
  return at === digits ? 0 : at;
}

function isOfHex(byte: u32): bool {
  return isDigit(byte) || byte - 0x61 <= 5;
}

/** The end of `</etc/hosts>` behind a descriptor. */
function pathEnd(descriptor: usize, start: usize): usize {
  const isDescriptor = isDigit(load<u8>(descriptor)) && load<u8>(descriptor, 1) !== 0x78;
  if (!isDescriptor || load<u8>(start, 1) !== slash) return 0;
  let at = start + 2;
  while (isInPath(load<u8>(at))) at += 1;
  return load<u8>(at) === greater ? at + 1 : 0;
}

function isInPath(byte: u32): bool {
  return (
    byte !== less &&
    byte !== greater &&
    byte !== quote &&
    byte !== backslash &&
    byte !== star &&
    byte !== newline
  );
}

/** The end of ` ENOENT (No such file or directory)` or ` (flags O_RDONLY)`; where neither stands, the start. 0: no end. */
function noteEnd(start: usize): usize {
  let at = start;
  if (load<u8>(at) !== space || load<u8>(at, 1) === less) return start;
  if (load<u8>(at, 1) === 0x45) {
    const name = at + 2;
    at = name;
    while (isErrnoByte(load<u8>(at))) at += 1;
    if (at === name) return 0;
  }
  if (load<u8>(at) !== space || load<u8>(at, 1) !== parenthesis) return 0;
  at += 2;
  while (isInNote(load<u8>(at))) at += 1;
  return load<u8>(at) === closing ? at + 1 : 0;
}

function isErrnoByte(byte: u32): bool {
  return byte - 0x41 <= 25 || byte - 0x30 <= 9 || byte === 0x5f;
}

function isInNote(byte: u32): bool {
  return (
    byte !== parenthesis &&
    byte !== closing &&
    byte !== less &&
    byte !== greater &&
    byte !== quote &&
    byte !== newline
  );
}

/** Reads ` <0.000015>`, in the steps of `durationOf` in src/syntax/result.ts, so that no digit differs. */
function scanDuration(start: usize, end: usize): bool {
  if (load<u8>(start) !== space || load<u8>(start, 1) !== less || load<u8>(end - 1) !== greater) return false;
  const digits = start + 2;
  let at = digits;
  let whole: f64 = 0;
  for (; isDigit(load<u8>(at)); at += 1) whole = whole * 10 + f64(load<u8>(at) - 0x30);
  if (at === digits) return false;
  let micros: f64 = 0;
  if (at !== end - 1) {
    if (load<u8>(at) !== dot || at === end - 2) return false;
    let unit: f64 = 1e5;
    for (at += 1; at < end - 1; at += 1) {
      const byte: u32 = load<u8>(at);
      if (!isDigit(byte)) return false;
      micros += f64(byte - 0x30) * unit;
      unit /= 10;
    }
  }
  duration = whole * 1e6 + micros;
  return true;
}
