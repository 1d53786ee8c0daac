// The leader of a line, skipped. src/syntax/leader.ts reads it.
import { bracketClose, bracketOpen, closing, colon, greater, less, space } from "./bytes";

// The shape, src/syntax/leader.ts: LeaderShape.
let pid = false;
let comm = false;
let context = false;
let clock: u32 = 0;
let clockDigits: usize = 0;
let besideClock = false;
let syscallNumber = false;
let instructionPointer = false;

/** `clockKind`: 0 for none, 1 for hours, minutes and seconds, 2 for seconds since 1970. */
export function setShape(
  hasPid: bool,
  hasComm: bool,
  hasContext: bool,
  clockKind: u32,
  digits: u32,
  hasRelative: bool,
  hasSyscallNumber: bool,
  hasInstructionPointer: bool,
): void {
  pid = hasPid;
  comm = hasComm;
  context = hasContext;
  clock = clockKind;
  clockDigits = digits;
  besideClock = hasRelative;
  syscallNumber = hasSyscallNumber;
  instructionPointer = hasInstructionPointer;
}

/** The address of the body of the line from `start` to `end`; 0 where the line does not begin with such a leader. */
export function skipLeader(start: usize, end: usize): usize {
  let at = pid ? skipPid(start, end) : start;
  if (at === 0) return 0;
  if (context) at = skipBracket(at, end);
  if (clock !== 0) at = skipClock(at);
  if (besideClock) at = skipTo(at, end, closing);
  if (syscallNumber) at = skipBracket(at, end);
  if (instructionPointer) at = skipBracket(at, end);
  return at < end ? at : 0;
}

/** The number that the line at `start` begins with. */
export function tidAt(start: usize): u32 {
  let tid: u32 = 0;
  for (let at = start; isDigit(load<u8>(at)); at += 1) tid = tid * 10 + (load<u8>(at) - 0x30);
  return tid;
}

export function isDigit(byte: u32): bool {
  return byte - 0x30 <= 9;
}

function skipPid(start: usize, end: usize): usize {
  let at = start;
  while (isDigit(load<u8>(at))) at += 1;
  if (at === start) return 0;
  if (comm && load<u8>(at) === less) {
    while (at < end && load<u8>(at) !== greater) at += 1;
    at += 1;
  }
  if (load<u8>(at) !== space) return 0;
  while (load<u8>(at) === space) at += 1;
  return at;
}

/** `14:07:04.542749 ` or `1795356425.002169 `. */
function skipClock(start: usize): usize {
  if (start === 0) return 0;
  let dot = start + 8;
  if (clock === 1) {
    if (load<u8>(start, 2) !== colon || load<u8>(start, 5) !== colon) return 0;
  } else {
    dot = start;
    while (isDigit(load<u8>(dot))) dot += 1;
  }
  const end = clockDigits === 0 ? dot : dot + 1 + clockDigits;
  return isDigit(load<u8>(end - 1)) && load<u8>(end) === space ? end + 1 : 0;
}

function skipBracket(start: usize, end: usize): usize {
  return start !== 0 && load<u8>(start) === bracketOpen ? skipTo(start, end, bracketClose) : 0;
}

/** The address behind the next such byte and the space that follows it. */
function skipTo(start: usize, end: usize, byte: u32): usize {
  if (start === 0) return 0;
  let at = start;
  while (at < end && load<u8>(at) !== byte) at += 1;
  return at + 1 >= end || load<u8>(at, 1) !== space ? 0 : at + 2;
}
