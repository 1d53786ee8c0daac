// The lines that make up nearly all of a trace, read from their bytes: calls and halves of calls whose leader is a pid and a
// clock and whose result is plain. Text is made of their arguments alone. Every other line is left to scan-line.ts, which
// says the same of these, too: a test holds both against each other on every recorded line.
import { codes } from "./argument-bytes.ts";
import type { Leader, LeaderShape } from "./leader.ts";
import { createLeaderScan, type ScannedLeader } from "./leader-bytes.ts";
import type { CallLine, HeadLine, SignalLine, TailLine } from "./line.ts";
import { isPlain } from "./plain-leader.ts";
import { recalledOfBytes } from "./recall.ts";
import type { TimedResult } from "./result.ts";
import { equalsBefore, timedResultOf } from "./result-bytes.ts";

/** Reads lines of one shape from bytes. */
export interface ByteScan {
  /** What `scan` read last of a line's leader; not kept for the next line. */
  readonly leader: Leader;
  /** The call, half of a call or signal in a line; null where its text must be looked at. */
  readonly scan: (bytes: Buffer, start: number, end: number) => ScannedLine | null;
}

/** What is read from bytes. */
export type ScannedLine = CallLine<TimedResult> | HeadLine | TailLine<TimedResult> | SignalLine;

/** A scan for the lines of a file; null where its leaders are of a rare shape. */
export function createByteScan(shape: LeaderShape): ByteScan | null {
  if (!isPlain(shape)) return null;
  const leader: ScannedLeader = { tid: null, comm: null, clock: null, relative: null, end: 0 };
  const scanLeader = createLeaderScan(shape, leader);
  return {
    leader,
    scan(bytes, start, end) {
      const body = scanLeader(bytes, start, end);
      if (body < 0) return null;
      switch (bytes[body]) {
        case less:
          return scanTail(bytes, body, end);
        case dash:
          return scanSignal(bytes, body, end);
        default:
          return scanCall(bytes, body, end);
      }
    },
  };
}

const { space, dash, less, greater } = codes;
const [parenthesis, closing, dot] = [0x28, 0x29, 0x2e] as const;

// What the names of nearly all calls consist of.
const isNameByte = new Uint8Array(256);
for (const char of "abcdefghijklmnopqrstuvwxyz_0123456789") isNameByte[char.charCodeAt(0)] = 1;

function nameEnd(bytes: Buffer, start: number): number {
  const first = bytes[start] as number;
  let at = start;
  if (first >= 0x30 && first <= 0x39) return at;
  while (isNameByte[bytes[at] as number] === 1) at += 1;
  return at;
}

/** Names and arguments that come again are made once; long ones hardly do. */
const nameOf = recalledOfBytes(512, 32, (name) => name);
const textOf = recalledOfBytes(4096, 64, (text) => text);

function scanCall(bytes: Buffer, start: number, end: number): ScannedLine | null {
  const open = nameEnd(bytes, start);
  if (open === start || bytes[open] !== parenthesis) return null;
  const args = open + 1;
  if (bytes[end - 1] === greater && bytes[end - 2] === dot) {
    if (!stands(unfinished, bytes, end - unfinished.length, args)) return null;
    let argsEnd = end - unfinished.length;
    // One space stands between the arguments and the mark; more belongs to the arguments.
    if (argsEnd > args && bytes[argsEnd - 1] === space) argsEnd -= 1;
    return {
      kind: "head",
      name: nameOf(bytes, start, open),
      args: textOf(bytes, args, argsEnd),
      cause: "unfinished",
    };
  }
  const equals = equalsBefore(bytes, args, end);
  const argsEnd = argumentsEnd(bytes, args, equals);
  if (argsEnd < 0) return null;
  const result = timedResultOf(bytes, equals + 3, end);
  return result === null
    ? null
    : { kind: "call", name: nameOf(bytes, start, open), args: textOf(bytes, args, argsEnd), result };
}

const unfinished = Buffer.from("<unfinished ...>");
const resumed = Buffer.from(" resumed>");
const tail = Buffer.from("<... ");

function scanTail(bytes: Buffer, start: number, end: number): ScannedLine | null {
  if (!stands(tail, bytes, start, start)) return null;
  const open = start + tail.length;
  const stop = nameEnd(bytes, open);
  if (stop === open || !stands(resumed, bytes, stop, start)) return null;
  const rest = stop + resumed.length;
  // Arguments that do not begin at once may be the mark of a call that its thread died in.
  if (rest > end || (bytes[rest] === space && bytes[rest + 1] === less)) return null;
  const equals = equalsBefore(bytes, rest, end);
  const argsEnd = argumentsEnd(bytes, rest, equals);
  if (argsEnd < 0) return null;
  const result = timedResultOf(bytes, equals + 3, end);
  return result === null
    ? null
    : { kind: "tail", name: nameOf(bytes, open, stop), args: textOf(bytes, rest, argsEnd), result };
}

const signal = Buffer.from("--- SIG");
const information = Buffer.from(" {");
const signalEnd = Buffer.from("} ---");

/** `--- SIGURG {si_signo=SIGURG, …} ---`. */
function scanSignal(bytes: Buffer, start: number, end: number): SignalLine | null {
  if (!stands(signal, bytes, start, start) || !stands(signalEnd, bytes, end - signalEnd.length, start))
    return null;
  const name = start + 4;
  let stop = name;
  while (isCapital(bytes[stop] as number)) stop += 1;
  const info = stop + 1;
  if (!stands(information, bytes, stop, start) || info >= end - signalEnd.length) return null;
  return {
    kind: "signal",
    signal: nameOf(bytes, name, stop),
    stopped: false,
    info: textOf(bytes, info, end - signalEnd.length + 1),
  };
}

function isCapital(char: number): boolean {
  return (char >= 0x41 && char <= 0x5a) || (char >= 0x30 && char <= 0x39);
}

/** Index of the parenthesis that closes the arguments before ` = `; -1 for none, and where a thread died in the call. */
function argumentsEnd(bytes: Buffer, args: number, equals: number): number {
  let at = equals;
  while (at > args && bytes[at - 1] === space) at -= 1;
  if (at <= args || bytes[at - 1] !== closing) return -1;
  return bytes[at - 2] === greater && bytes[at - 3] === dot ? -1 : at - 1;
}

/** True where a word stands at an index that is not before `from`. */
function stands(word: Buffer, bytes: Buffer, start: number, from: number): boolean {
  if (start < from) return false;
  for (let at = 0; at < word.length; at += 1) if (bytes[start + at] !== word[at]) return false;
  return true;
}
