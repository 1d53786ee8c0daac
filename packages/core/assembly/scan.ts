// Reads the lines that make up nearly all of a trace: calls and halves of calls whose leader is a pid and a clock and whose
// result is plain, and signals. Every other line is left to src/syntax/scan-line.ts, which says the same of these, too: a test
// holds both against each other on every recorded line.
//
// A line is read from its bytes into numbers; src/syntax/line-scan.ts makes objects of them.
import {
  carriageReturn,
  closing,
  dash,
  dot,
  escape,
  greater,
  less,
  newline,
  parenthesis,
  space,
} from "./bytes";
import {
  argumentTextsAt,
  firstHalf,
  mostScanned,
  nameTexts,
  nameTextsAt,
  otherTexts,
  resultTextsAt,
  scannedArguments,
  scannedAt,
  scannedClock,
  scannedDuration,
  scannedEndAt,
  scannedKind,
  scannedName,
  scannedResult,
  scannedSize,
  scannedStart,
  scannedTid,
  secondHalf,
  signal,
  unread,
  wholeCall,
  windowAt,
} from "./layout";
import { isDigit } from "./leader";
import { isNameByte } from "./pick";
import { scanLeader, tid, time } from "./scan-leader";
import { duration, equalsBefore, resultEnd } from "./scan-result";
import { keep } from "./texts";

export { setLeader } from "./scan-leader";

let next: u32 = 0;
let line: usize = 0;
let hasEscape = false;

/** Where the last line ends that was read, behind its newline, counted from the window's first byte. */
export function scannedEnd(): u32 {
  return next;
}

/** Reads the whole lines in the window's first `size` bytes, or as many as are read at once, and says how many. */
export function scan(size: u32): u32 {
  const end = windowAt + size;
  let at = windowAt;
  let lines: u32 = 0;
  line = scannedAt;
  while (at < end && lines < mostScanned) {
    const stop = newlineFrom(at, end);
    if (stop === end) break;
    store<u32>(line, u32(at - windowAt), scannedStart);
    store<u32>(line, u32(stop - windowAt), scannedEndAt);
    store<u32>(
      line,
      hasEscape || load<u8>(stop - 1) === carriageReturn ? unread : kindOf(at, stop),
      scannedKind,
    );
    line += scannedSize;
    lines += 1;
    at = stop + 1;
  }
  next = u32(at - windowAt);
  return lines;
}

/** The address of the line's end; `end` for none. Finds out whether a terminal's colours stand in the line. */
function newlineFrom(start: usize, end: usize): usize {
  const newlines = i8x16.splat(i8(newline));
  const escapes = i8x16.splat(i8(escape));
  hasEscape = false;
  for (let at = start; at < end; at += 16) {
    const bytes = v128.load(at);
    const found = i8x16.bitmask(i8x16.eq(bytes, newlines));
    const coloured = i8x16.bitmask(i8x16.eq(bytes, escapes));
    if (found === 0) {
      if (coloured !== 0) hasEscape = true;
      continue;
    }
    const stop = ctz(found);
    if ((coloured & ((1 << stop) - 1)) !== 0) hasEscape = true;
    return min(at + stop, end);
  }
  return end;
}

function kindOf(start: usize, end: usize): u32 {
  const body = scanLeader(start, end);
  if (body === 0) return unread;
  store<i32>(line, tid, scannedTid);
  store<f64>(line, time, scannedClock);
  switch (u32(load<u8>(body))) {
    case less:
      return scanSecondHalf(body, end);
    case dash:
      return scanSignal(body, end);
    default:
      return scanCall(body, end);
  }
}

function put(at: usize, table: usize, slots: u32, start: usize, end: usize): void {
  store<u32>(line + at, u32(start - windowAt));
  store<u32>(line + at, u32(end - windowAt), 4);
  store<i32>(line + at, keep(table, slots, start, end), 8);
}

function putName(start: usize, end: usize): void {
  put(scannedName, nameTextsAt, nameTexts, start, end);
}

function putArguments(start: usize, end: usize): void {
  put(scannedArguments, argumentTextsAt, otherTexts, start, end);
}

function nameEnd(start: usize): usize {
  let at = start;
  if (isDigit(load<u8>(at))) return at;
  while (isNameByte(load<u8>(at))) at += 1;
  return at;
}

/** `name(args) = result` or `name(args <unfinished ...>`. */
function scanCall(start: usize, end: usize): u32 {
  const open = nameEnd(start);
  if (open === start || load<u8>(open) !== parenthesis) return unread;
  const args = open + 1;
  if (load<u8>(end - 1) === greater && load<u8>(end - 2) === dot) {
    if (!endsUnfinished(args, end)) return unread;
    let argsEnd = end - unfinishedLength;
    // One space stands between the arguments and the mark; more belongs to the arguments.
    if (argsEnd > args && load<u8>(argsEnd - 1) === space) argsEnd -= 1;
    putName(start, open);
    putArguments(args, argsEnd);
    return firstHalf;
  }
  if (!scanEnd(args, end)) return unread;
  putName(start, open);
  return wholeCall;
}

// `<unfinished ...>`
const unfinishedLength: usize = 16;

function endsUnfinished(args: usize, end: usize): bool {
  const at = end - unfinishedLength;
  return at >= args && isWord(at, 0x666e753c, 0x73696e69) && isWord(at + 8, 0x20646568, 0x3e2e2e2e);
}

/** Eight bytes, four by four, of which the first stands lowest. */
function isWord(at: usize, first: u32, second: u32): bool {
  return load<u32>(at) === first && load<u32>(at, 4) === second;
}

/** Arguments and result up to a line's end. */
function scanEnd(args: usize, end: usize): bool {
  const equals = equalsBefore(args, end);
  const argsEnd = argumentsEnd(args, equals);
  if (argsEnd === 0) return false;
  const result = equals + 3;
  const stop = resultEnd(result, end);
  if (stop === 0) return false;
  putArguments(args, argsEnd);
  put(scannedResult, resultTextsAt, otherTexts, result, stop);
  store<f64>(line, duration, scannedDuration);
  return true;
}

/** The parenthesis that closes the arguments before ` = `; 0 for none, and where a thread died in the call. */
function argumentsEnd(args: usize, equals: usize): usize {
  let at = equals;
  while (at > args && load<u8>(at - 1) === space) at -= 1;
  if (at <= args || load<u8>(at - 1) !== closing) return 0;
  return load<u8>(at - 2) === greater && load<u8>(at - 3) === dot ? 0 : at - 1;
}

/** `<... name resumed>…`. */
function scanSecondHalf(start: usize, end: usize): u32 {
  if (load<u32>(start) !== 0x2e2e2e3c || load<u8>(start, 4) !== space) return unread;
  const open = start + 5;
  const stop = nameEnd(open);
  // ` resumed>`
  if (stop === open || !isWord(stop, 0x73657220, 0x64656d75) || load<u8>(stop, 8) !== greater) return unread;
  const rest = stop + 9;
  // Arguments that do not begin at once may be the mark of a call that its thread died in.
  if (rest > end || (load<u8>(rest) === space && load<u8>(rest, 1) === less)) return unread;
  if (!scanEnd(rest, end)) return unread;
  putName(open, stop);
  return secondHalf;
}

function isSignalByte(byte: u32): bool {
  return byte - 0x41 <= 25 || isDigit(byte);
}

/** `--- SIGURG {si_signo=SIGURG, …} ---`. */
function scanSignal(start: usize, end: usize): u32 {
  // `--- SIG`
  if (load<u32>(start) !== 0x202d2d2d || (load<u32>(start, 4) & 0xffffff) !== 0x474953) return unread;
  const name = start + 4;
  let stop = name;
  while (isSignalByte(load<u8>(stop))) stop += 1;
  const info = stop + 1;
  const infoEnd = end - 5;
  // ` {` and `} ---`
  if (load<u16>(stop) !== 0x7b20 || info >= infoEnd) return unread;
  if (load<u8>(infoEnd) !== 0x7d || load<u32>(infoEnd, 1) !== 0x2d2d2d20) return unread;
  putName(name, stop);
  putArguments(info, infoEnd + 1);
  return signal;
}
