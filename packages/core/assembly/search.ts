// What is asked of a line's arguments: src/events/line-rules.ts asks the same of the lines that are picked.
import { closing, comma, greater, less, parenthesis, question, slash, space } from "./bytes";
import { isDigit } from "./leader";

// A search: six tables of sixteen bytes, how many texts, and for each its length and its bytes.
const textsAt: usize = 96;

/**
 * Whether one of a search's texts stands between `start` and `end`. Sixteen places at once are asked whether three bytes there may
 * end a text (paths begin alike): the tables say of each half of each byte in which of eight sets of texts it does. By the Teddy
 * algorithm of Hyperscan (Wang and others, "Hyperscan: A Fast Multi-pattern Regex Matcher for Modern CPUs", 2019).
 */
export function finds(search: usize, start: usize, end: usize): bool {
  const half = i8x16.splat(15);
  const nowhere = i8x16.splat(0);
  const firstLow = v128.load(search);
  const firstHigh = v128.load(search, 16);
  const secondLow = v128.load(search, 32);
  const secondHigh = v128.load(search, 48);
  const thirdLow = v128.load(search, 64);
  const thirdHigh = v128.load(search, 80);
  // A text of one byte ends two bytes behind its three.
  for (let at = start - 2; at + 2 < end; at += 16) {
    const first = v128.load(at);
    const second = v128.load(at, 1);
    const third = v128.load(at, 2);
    const sets = v128.and(
      v128.and(
        v128.and(
          i8x16.swizzle(firstLow, v128.and(first, half)),
          i8x16.swizzle(firstHigh, v128.and(i16x8.shr_u(first, 4), half)),
        ),
        v128.and(
          i8x16.swizzle(secondLow, v128.and(second, half)),
          i8x16.swizzle(secondHigh, v128.and(i16x8.shr_u(second, 4), half)),
        ),
      ),
      v128.and(
        i8x16.swizzle(thirdLow, v128.and(third, half)),
        i8x16.swizzle(thirdHigh, v128.and(i16x8.shr_u(third, 4), half)),
      ),
    );
    for (let places = i8x16.bitmask(i8x16.ne(sets, nowhere)); places !== 0; places &= places - 1) {
      if (endsWithAny(search + textsAt, start, at + ctz(places) + 3, end)) return true;
    }
  }
  return false;
}

/** One of the texts ends in front of `at`. */
function endsWithAny(texts: usize, start: usize, at: usize, end: usize): bool {
  if (at > end) return false;
  let text = texts + 4;
  for (let left = load<u32>(texts); left !== 0; left -= 1) {
    const length: usize = load<u32>(text);
    text += 4;
    if (start + length <= at && isEqual(at - length, text, length)) return true;
    text += length;
  }
  return false;
}

function isEqual(one: usize, other: usize, length: usize): bool {
  let same: usize = 0;
  while (same < length && load<u8>(one + same) === load<u8>(other + same)) same += 1;
  return same === length;
}

/** The end of the annotation that the arguments begin with: `3</etc/hosts>, …`. */
export function annotationEnd(start: usize, end: usize): usize {
  let at = start;
  while (at < end && !(load<u8>(at) === greater && load<u8>(at, 1) === comma)) at += 1;
  return at;
}

/** `AT_FDCWD</home/dev/app>, …`. A line that breaks off in front of its result tells nothing yet: it is somebody else's to judge. */
export function mayTellDirectory(start: usize): bool {
  return load<u8>(start) === 0x41 && load<u8>(start, 8) === less;
}

export function hasToldDirectory(start: usize, end: usize): bool {
  const path = annotationEnd(start, end);
  return load<u8>(start, 9) === slash && path < end && hasCallEnd(path, end);
}

/** ` = ` or `...>`. */
function hasCallEnd(start: usize, end: usize): bool {
  for (let at = start; at < end; at += 1) {
    if (at + 3 <= end && load<u8>(at) === space && load<u8>(at, 1) === 0x3d && load<u8>(at, 2) === space)
      return true;
    if (at + 4 <= end && load<u32>(at) === 0x3e2e2e2e) return true;
  }
  return false;
}

/** The descriptor that arguments begin with; -2 for anything else (`fd=7` of -N). */
export function descriptorAt(start: usize): i32 {
  let fd: i32 = 0;
  let at = start;
  for (; isDigit(load<u8>(at)); at += 1) fd = fd * 10 + (load<u8>(at) - 0x30);
  const byte = load<u8>(at);
  return at > start && (byte === comma || byte === less || byte === closing || byte === space) ? fd : -2;
}

/** The first argument is a descriptor of one of these kinds (a bit each), or of one that is not named. */
export function isOfKind(kinds: u32, start: usize): bool {
  if (descriptorAt(start) < 0) return true;
  let at = start;
  while (isDigit(load<u8>(at))) at += 1;
  return load<u8>(at) !== less || (kinds & kindAt(at + 1)) !== 0;
}

export const file: u32 = 1;
export const pipe: u32 = 2;
export const socket: u32 = 4;
export const anonymous: u32 = 8;

/** What an annotation that starts here names: `/…`, `TCP:[…`, `pipe:[…`, `anon_inode:…`. */
function kindAt(start: usize): u32 {
  const first: u32 = load<u8>(start);
  if (first === slash) return file;
  if (first === 0x70 && load<u8>(start, 1) === 0x69 && load<u8>(start, 2) === 0x70) return pipe;
  const isUpper = first >= 0x41 && first <= 0x5a;
  return isUpper || first === parenthesis || (first === 0x73 && load<u8>(start, 1) === 0x6f)
    ? socket
    : anonymous;
}

/** The call failed with one of the errors, or it never returned. Errors: how many, then what each name adds up to. */
export function failsWith(errors: usize, start: usize, end: usize): bool {
  const result = resultEnd(start, end);
  const last = load<u8>(result - 1);
  if (last === question) return true;
  return last === closing && load<u32>(errors) > 0 && hasErrno(errors, start, result);
}

/** ` = -1 ENOENT (No such file or directory)`: by the word before the parentheses; there may be two, ` (INJECTED)`. */
function hasErrno(errors: usize, start: usize, end: usize): bool {
  let open = opening(start, end);
  while (open > start && load<u8>(open - 2) === closing) open = opening(start, open - 1);
  let name = open - 1;
  while (name > start && load<u8>(name - 1) !== space) name -= 1;
  let sum: i32 = 0;
  for (let at = name; at < open - 1; at += 1) sum = sum * 31 + load<u8>(at);
  const count = load<u32>(errors);
  for (let index: u32 = 1; index <= count; index += 1) {
    if (load<i32>(errors + index * 4) === sum) return true;
  }
  return false;
}

/** The address of the last opening closing before `end`. */
function opening(start: usize, end: usize): usize {
  let at = end - 1;
  while (at > start && load<u8>(at) !== parenthesis) at -= 1;
  return at;
}

/** The end of a line without the duration of -T. */
function resultEnd(start: usize, end: usize): usize {
  if (load<u8>(end - 1) !== greater) return end;
  let at = end - 2;
  while (at > start && load<u8>(at) !== less) at -= 1;
  return at - 1;
}
