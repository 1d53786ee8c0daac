// Goes over the bytes of a trace and marks the lines that may be wanted, without knowing what stood before them: what hangs on
// tables is marked. In a trace of a go build that is one line in ten; the others are recognised by their leader and name. What
// is marked goes through the sieve (src/syntax/sieve.ts), which knows the tables and decides.
//
// AssemblyScript, compiled to WebAssembly by build.js: four times as fast as the same in JavaScript. It allocates nothing.
import { carriageReturn, dash, dot, greater, less, newline, parenthesis, plus } from "./bytes";
import {
  always,
  changesTables,
  call,
  exit,
  judgesResult,
  lineArguments,
  lineEnd,
  lineKind,
  lineNumber,
  lineSize,
  lineStart,
  linesAt,
  marksAt,
  mostLines,
  odd,
  preemption,
  ruleErrors,
  ruleFlags,
  ruleIndex,
  ruleSeen,
  ruleShift,
  tail,
  tellsDirectory,
  threadHead,
  threadHeadPicked,
  threadPreempted,
  threadsAt,
  unclear,
  unruled,
} from "./layout";
import { skipLeader, tidAt } from "./leader";
import { isEndWanted, isWantedBy, ruleOf } from "./rules";
import { failsWith } from "./search";
import { isKnown, noHead, slotAt, startRun, threadOf } from "./threads";

let area: usize = 0;
/** The pid in the file's name; -1 where each line has its own. */
let fixedTid: i32 = -1;

/** Where this thread's area begins, and the pid of every line, if it is one. */
export function setUp(at: usize, tid: i32): void {
  area = at;
  fixedTid = tid;
}

let lines: u32 = 0;
let next: usize = 0;
/** How often processes, descriptors or directories may have changed. */
let changes: i32 = 0;
const kinds: u32 = (1 << ruleShift) - 1;

let isPassed = false;
// What `passes` finds out of a line.
let kind: u32 = unclear;
let argumentsAt: usize = 0;
let lastHeadLine: u32 = noHead;
let lastHeadThread: usize = 0;

/** How many lines the last run went over. */
export function lineCount(): u32 {
  return lines;
}

/** Where the last run ended. */
export function nextStart(): usize {
  return next;
}

/**
 * Goes over the lines from `start` on, up to `end` or as many as a run takes. Leaves those that are picked at `linesAt`, in order,
 * with places that are counted from `base`. A line that is cut is picked, and the last one is.
 *
 * @returns how many are picked
 */
export function pick(base: usize, start: usize, end: usize): usize {
  startRun(area + threadsAt);
  lines = 0;
  changes += 1;
  isPassed = false;
  lastHeadLine = noHead;
  let at = start;
  while (at < end && lines < mostLines) {
    const found = newlineFrom(at, end);
    kind = unclear;
    argumentsAt = at;
    isPassed = found < end && passes(at, withoutReturn(at, found));
    store<u8>(area + marksAt + lines, isPassed ? 0 : 1);
    const line = area + linesAt + lines * lineSize;
    lines += 1;
    store<u32>(line, at - base, lineStart);
    store<u32>(line, found - base, lineEnd);
    store<u32>(line, lines, lineNumber);
    store<u32>(line, kind, lineKind);
    store<u32>(line, argumentsAt - base, lineArguments);
    at = found + 1;
  }
  next = at < end ? at : end;
  if (lines > 0) markForNext(lines - 1);
  markOpenHeads();
  return gather();
}

/** The address of the line's end; `end` for none. */
function newlineFrom(start: usize, end: usize): usize {
  const newlines = i8x16.splat(i8(newline));
  for (let at = start; at < end; at += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), newlines));
    if (found !== 0) return min(at + ctz(found), end);
  }
  return end;
}

/** A terminal's log ends lines in CR LF. */
function withoutReturn(start: usize, end: usize): usize {
  return end > start && load<u8>(end - 1) === carriageReturn ? end - 1 : end;
}

function mark(line: u32): void {
  store<u8>(area + marksAt + line, 1);
}

/** Marks a line because of the one behind it. Of a second half that nobody wants, the first one is not marked. */
function markForNext(line: u32): void {
  const at = area + linesAt + line * lineSize;
  const isTail = (load<u32>(at, lineKind) & kinds) === tail;
  if (isTail && load<u8>(area + marksAt + line) === 0) store<u32>(at, unruled, lineKind);
  mark(line);
}

/** First halves that never end in this run. */
function markOpenHeads(): void {
  for (let index: u32 = 0, at = slotAt(0); at !== 0; index += 1, at = slotAt(index)) {
    if (isKnown(at)) markHead(at);
  }
}

/** Marks the thread's first half; its second half is then wanted, too. */
function markHead(thread: usize): void {
  const line = load<u32>(thread, threadHead);
  if (line === noHead) return;
  mark(line);
  store<u32>(thread, 1, threadHeadPicked);
}

function gather(): usize {
  let from = area + linesAt;
  let to = from;
  for (let line: u32 = 0; line < lines; line += 1) {
    if (load<u8>(area + marksAt + line) !== 0) {
      v128.store(to, v128.load(from));
      store<u32>(to, load<u32>(from, lineArguments), lineArguments);
      to += lineSize;
    }
    from += lineSize;
  }
  return (to - area - linesAt) / lineSize;
}

function threadAt(start: usize): usize {
  return threadOf(fixedTid >= 0 ? fixedTid : tidAt(start));
}

/** True: nobody wants the line. */
function passes(start: usize, end: usize): bool {
  const body = skipLeader(start, end);
  if (body === 0) return passesOdd();
  switch (u32(load<u8>(body))) {
    case less:
      return passesTail(start, body, end);
    case plus:
      return passesEnd(start);
    case dash:
      return passesSignal(start, body, end);
    default:
      return passesCall(start, body, end);
  }
}

/** A line without a leader may be the rest of the one before. */
function passesOdd(): bool {
  kind = odd;
  if (!isPassed) return false;
  markForNext(lines - 1);
  if (lastHeadLine === lines - 1) markHead(lastHeadThread);
  return false;
}

/** `+++ exited with 0 +++`. */
function passesEnd(start: usize): bool {
  kind = exit;
  const thread = threadAt(start);
  if (thread === 0) return false;
  markHead(thread);
  store<u32>(thread, noHead, threadHead);
  store<u32>(thread, 0, threadPreempted);
  return false;
}

/** Of each thread's preemptions only the first is picked. */
function passesSignal(start: usize, body: usize, end: usize): bool {
  if (!isPreemption(body, end)) return false;
  kind = preemption;
  const thread = threadAt(start);
  if (thread === 0) return false;
  if (load<u32>(thread, threadPreempted) !== 0) return true;
  store<u32>(thread, 1, threadPreempted);
  return false;
}

/** `--- SIGURG {`. */
function isPreemption(body: usize, end: usize): bool {
  return end - body >= 12 && load<u32>(body, 4) === 0x55474953 && load<u32>(body, 8) === 0x7b204752;
}

/** `<... name resumed>…`: wanted where its first half is, or where its result is. */
function passesTail(start: usize, body: usize, end: usize): bool {
  let sum: i32 = 0;
  let at = body + 5;
  for (; at < end && load<u8>(at) !== 0x20; at += 1) sum = sum * 31 + load<u8>(at);
  const rule = ruleOf(area, sum);
  kind = kindWith(tail, rule);
  argumentsAt = at + 9;
  if (rule === 0) return true;
  const thread = threadAt(start);
  if (thread === 0 || load<u32>(thread, threadHead) === noHead) return false;
  if (load<u32>(thread, threadHeadPicked) === 0 && !isEndWanted(rule, argumentsAt, end)) {
    store<u32>(thread, noHead, threadHead);
    return true;
  }
  markHead(thread);
  store<u32>(thread, noHead, threadHead);
  return false;
}

/** `name(…`; most names have no rule, and of their lines nothing more is looked at. */
function passesCall(start: usize, body: usize, end: usize): bool {
  let sum: i32 = 0;
  let at = body;
  for (;;) {
    const byte: u32 = load<u8>(at);
    if (byte === parenthesis) break;
    if (at >= end || !isNameByte(byte)) return false;
    sum = sum * 31 + byte;
    at += 1;
  }
  if (at === body) return false;
  const rule = ruleOf(area, sum);
  kind = kindWith(call, rule);
  argumentsAt = at + 1;
  return rule === 0 || passesCallOf(rule, start, at + 1, end);
}

/** `rule`: 0 for none. */
function kindWith(what: u32, rule: usize): u32 {
  return rule === 0 ? unruled : what | (load<u32>(rule, ruleIndex) << ruleShift);
}

export function isNameByte(byte: u32): bool {
  return byte - 0x61 <= 25 || byte === 0x5f || byte - 0x30 <= 9;
}

function passesCallOf(rule: usize, start: usize, args: usize, end: usize): bool {
  const flags = load<u32>(rule, ruleFlags);
  store<u32>(rule, 1, ruleSeen);
  const isHead = load<u8>(end - 1) === greater && load<u8>(end - 2) === dot;
  const thread = isHead || (flags & tellsDirectory) !== 0 ? threadAt(start) : 0;
  const isWanted = (flags & always) !== 0 || isWantedBy(rule, thread, changes, args, end);
  if (isWanted && (flags & changesTables) !== 0) changes += 1;
  if (isHead) return thread !== 0 && !noteHead(thread, isWanted);
  if (isWanted) return false;
  return (flags & judgesResult) === 0 || !failsWith(load<u32>(rule, ruleErrors), args, end);
}

/** Notes a first half; whether it is picked. One that the thread began before has never ended. */
function noteHead(thread: usize, isWanted: bool): bool {
  const isSecond = load<u32>(thread, threadHead) !== noHead;
  if (isSecond) markHead(thread);
  const isPicked = isWanted || isSecond;
  store<u32>(thread, lines, threadHead);
  store<u32>(thread, isPicked ? 1 : 0, threadHeadPicked);
  lastHeadLine = lines;
  lastHeadThread = thread;
  return isPicked;
}
