// Plain results, read from bytes: a number with an errno or a note, and how long the call took. `plainResult` of split-call.ts
// says what is plain, and why ` = ` before it ends the arguments.
import type { SyscallResult } from "../model/event.ts";
import { allBut, codes, isDigit } from "./argument-bytes.ts";
import { cachedDescriptorTarget } from "./descriptor-cache.ts";
import { recalledOfBytes } from "./recall.ts";
import { integer, parseUntimed, type TimedResult } from "./result.ts";

const { space, quote, equals, less, greater, dash } = codes;
const [opening, closing, dot] = [0x28, 0x29, 0x2e] as const;

/** Index of the last ` = ` of a line that does not stand before `from`; -1 where there is none, or a quote behind it. */
export function equalsBefore(bytes: Buffer, from: number, end: number): number {
  for (let at = end - 3; at >= from; at -= 1) {
    const char = bytes[at];
    if (char === quote) return -1;
    if (char === space && bytes[at + 1] === equals && bytes[at + 2] === space) return at;
  }
  return -1;
}

/** The result between two indices; null where it is not plain. */
export function timedResultOf(bytes: Buffer, start: number, end: number): TimedResult | null {
  const value = valueEnd(bytes, start);
  const stop = value < 0 ? -1 : bytes[value] === less ? pathEnd(bytes, value) : noteEnd(bytes, value);
  if (stop < 0) return null;
  const duration = stop === end ? null : durationOf(bytes, stop, end);
  return duration === notTimed ? null : { result: untimed(bytes, start, stop), duration };
}

const untimed = recalledOfBytes(4096, 96, readPlain);

/** What `parseUntimed` says of a plain result, without its patterns. */
function readPlain(text: string): SyscallResult {
  const angle = text.indexOf("<");
  if (angle >= 0) {
    const descriptor = cachedDescriptorTarget(text.slice(angle + 1, -1), false);
    const value = integer(text.slice(0, angle));
    return { value, text, errno: null, note: null, descriptor, injected: false };
  }
  const gap = text.indexOf(" ");
  const printed = gap < 0 ? text : text.slice(0, gap);
  const value = printed === "?" ? null : integer(printed);
  if (gap < 0) return { value, text, errno: null, note: null, descriptor: null, injected: false };
  const open = text.indexOf("(", gap);
  const errno = open === gap + 1 ? null : text.slice(gap + 1, open - 1);
  const note = text.slice(open + 1, -1);
  // `(errno 38)` is an errno without a name.
  if (errno === null && note.startsWith("errno ")) return parseUntimed(text);
  const injected = errno === null && note.startsWith("INJECTED");
  return { value, text, errno, note, descriptor: null, injected };
}

/** The end of `-1`, `0x7fa37b800000` or `?`; -1 for other text. */
function valueEnd(bytes: Buffer, start: number): number {
  const first = bytes[start] as number;
  if (first === 0x3f) return start + 1;
  const isHex = first === 0x30 && bytes[start + 1] === 0x78;
  const digits = isHex ? start + 2 : first === dash ? start + 1 : start;
  let at = digits;
  while (isDigit(bytes[at] as number, isHex)) at += 1;
  return at === digits ? -1 : at;
}

/** The end of `</etc/hosts>`; -1 for other annotations. */
function pathEnd(bytes: Buffer, start: number): number {
  if (bytes[start + 1] !== 0x2f) return -1;
  let at = start + 2;
  while (isInPath[bytes[at] as number] === 1) at += 1;
  return bytes[at] === greater ? at + 1 : -1;
}

const isInPath = allBut('<>"\\*\n');

/** The end of ` ENOENT (No such file or directory)` or ` (flags O_RDONLY)`; where neither stands, the start. -1: no end. */
function noteEnd(bytes: Buffer, start: number): number {
  let at = start;
  if (bytes[at] !== space || bytes[at + 1] === less) return start;
  if (bytes[at + 1] === 0x45) {
    const name = at + 2;
    at = name;
    while (isErrnoChar(bytes[at] as number)) at += 1;
    if (at === name) return -1;
  }
  if (bytes[at] !== space || bytes[at + 1] !== opening) return -1;
  at += 2;
  while (isInNote[bytes[at] as number] === 1) at += 1;
  return bytes[at] === closing ? at + 1 : -1;
}

function isErrnoChar(char: number): boolean {
  return (char >= 0x41 && char <= 0x5a) || (char >= 0x30 && char <= 0x39) || char === 0x5f;
}

const isInNote = allBut('()<>"\n');

const notTimed = -1;

/** Microseconds of ` <0.000015>`, as `durationOf` of a text says; `notTimed` for other text. */
function durationOf(bytes: Buffer, start: number, end: number): number {
  if (bytes[start] !== space || bytes[start + 1] !== less || bytes[end - 1] !== greater) return notTimed;
  const digits = start + 2;
  let at = digits;
  let whole = 0;
  for (; isDigit(bytes[at] as number, false); at += 1) whole = whole * 10 + (bytes[at] as number) - 0x30;
  if (at === digits) return notTimed;
  if (at === end - 1) return whole * 1e6;
  if (bytes[at] !== dot || at === end - 2) return notTimed;
  let micros = 0;
  let unit = 1e5;
  for (at += 1; at < end - 1; at += 1) {
    if (!isDigit(bytes[at] as number, false)) return notTimed;
    micros += ((bytes[at] as number) - 0x30) * unit;
    unit /= 10;
  }
  return whole * 1e6 + micros;
}
