// Goes over a trace's bytes and picks the lines that somebody wants. In a trace of a go build one line in twenty says
// something about fetching modules; the others are recognised by their leader and name and passed over without ever
// becoming text.
//
// Only for files that strace alone writes to (`-o`, `-ff`). Any line that does not look as it should goes to the line
// reader, which knows every form.
import type { TextChunk } from "../input/text-chunks.ts";
import type { Micros } from "../model/time.ts";
import type { LeaderShape } from "./leader.ts";
import type { LineReader } from "./line-reader.ts";
import { lineEnd, wordsOf } from "./line-end.ts";
import { createNameTable, nextHash, type NameRule } from "./name-table.ts";
import { leaderSkipper, tidAt } from "./skip-leader.ts";

/** A first half that was passed over: it is wanted after all where its end says so, or where it never ends. */
interface PendingHead {
  /** The half went to the line reader, so its end must follow. */
  read: boolean;
  line: number;
  offset: number;
  /** Where it stands in the current chunk. */
  start: number;
  end: number;
  /** Its text, once its chunk is gone. */
  text: string | null;
}

/** Goes over one file. */
export interface Sieve {
  /** Passes a chunk's wanted lines to the reader; `before` lines came before it. Returns the number of its last line. */
  sift(chunk: TextChunk, before: number): number;
  /** The file is over: first halves that never ended are passed on. */
  end(): SieveEnd;
}

/** What a sieve knows of a whole file. */
export interface SieveEnd {
  /** Names of calls that were passed over or read, of those that have a rule; null where every line was read. */
  readonly seen: ReadonlySet<string> | null;
  /** The time of the last line, where it was passed over: what was read ends before it. */
  readonly lastTime: Micros | null;
}

/** The end of a file that was read without a sieve. */
export const allRead: SieveEnd = { seen: null, lastTime: null };

const [space, parenthesis, plus, dash] = [0x20, 0x28, 0x2b, 0x2d] as const;
const [less, greater] = [0x3c, 0x3e] as const;

/** True where lines can be picked by their bytes: each has a pid and, if any, a clock that does not count on the line before. */
export function canSift(shape: LeaderShape, tid: number | null): boolean {
  return (shape.pid === "column" || (tid !== null && shape.pid === "none")) && shape.relative !== "alone";
}

/** Makes a sieve for one file. `fixedTid` is the pid in its name, `input` its place in the report. */
export function createSieve(
  shape: LeaderShape,
  fixedTid: number | null,
  input: number,
  rules: Iterable<NameRule>,
  reader: LineReader,
): Sieve {
  const skipLeader = leaderSkipper(shape);
  const names = createNameTable(rules);
  const pending = new Map<number, PendingHead>();
  const preempted = new Set<number>();
  let bytes: Buffer = Buffer.alloc(0);
  let chunkOffset = 0;
  let skipped = false;
  let lastPassed: string | null = null;
  let lastHead: PendingHead | undefined;

  const read = (start: number, end: number, line: number): void => {
    reader.push(bytes.toString("latin1", start, end), { input, line, offset: chunkOffset + start });
  };

  const readHead = (head: PendingHead): void => {
    if (head.read) return;
    head.read = true;
    const text = head.text ?? bytes.toString("latin1", head.start, head.end);
    reader.push(text, { input, line: head.line, offset: head.offset });
  };

  const noteHead = (tid: number, start: number, end: number, line: number, isRead: boolean): PendingHead => {
    const known = pending.get(tid);
    const offset = chunkOffset + start;
    if (known === undefined) {
      const head = { read: isRead, line, offset, start, end, text: null };
      pending.set(tid, head);
      return head;
    }
    const head = known;
    head.read = isRead;
    head.line = line;
    head.offset = offset;
    head.start = start;
    head.end = end;
    head.text = null;
    return head;
  };

  /** `<... name resumed>…`: wanted where its first half is, or where its result is. True: pass over it. */
  const passTail = (start: number, body: number, end: number): boolean => {
    let hash = 0;
    let at = body + 5;
    for (let byte = bytes[at] ?? space; byte !== space && at < end; byte = bytes[at] ?? space) {
      hash = nextHash(hash, byte);
      at += 1;
    }
    const rule = names.find(hash);
    return rule === undefined || passTailOf(rule, fixedTid ?? tidAt(bytes, start), at + 9, end);
  };

  const passTailOf = (rule: NameRule, tid: number, rest: number, end: number): boolean => {
    const head = pending.get(tid);
    // Its first half is not in the file: a loss only where all of its name are wanted.
    if (head === undefined) return rule.begins !== null;
    pending.delete(tid);
    if (!head.read && !endWanted(rule, tid, rest, end)) return true;
    readHead(head);
    return false;
  };

  const endWanted = ({ returns, rest }: NameRule, tid: number, start: number, end: number): boolean =>
    (returns !== null && returns(bytes, start, end)) || (rest !== null && rest(tid, bytes, start, end));

  /** `name(…`; most names have no rule, and of their lines nothing more is looked at. */
  const passCall = (start: number, body: number, end: number, line: number): boolean => {
    let hash = 0;
    let at = body;
    for (let byte = bytes[at] ?? 0; byte !== parenthesis; byte = bytes[at] ?? 0) {
      if (at >= end || nameBytes[byte] === 0) return false;
      hash = nextHash(hash, byte);
      at += 1;
    }
    if (at === body) return false;
    const rule = names.find(hash);
    return rule === undefined || passCallOf(rule, start, at + 1, end, line);
  };

  const passCallOf = (rule: NameRule, start: number, args: number, end: number, line: number): boolean => {
    const tid = fixedTid ?? tidAt(bytes, start);
    rule.seen = true;
    const wanted = rule.begins === null || rule.begins(tid, bytes, args, end);
    if (isHead(bytes, end)) {
      lastHead = noteHead(tid, start, end, line, wanted);
      return !wanted;
    }
    return !wanted && (rule.returns === null || !rule.returns(bytes, args, end));
  };

  const passEnd = (tid: number): boolean => {
    const head = pending.get(tid);
    if (head !== undefined) readHead(head);
    pending.delete(tid);
    preempted.delete(tid);
    return false;
  };

  /** Go preempts its goroutines by SIGURG (runtime/signal_unix.go, sigPreempt): of each thread's only the first is read. */
  const passSignal = (tid: number, body: number, end: number): boolean => {
    if (!isPreemption(bytes, body, end)) return false;
    if (preempted.has(tid)) return true;
    preempted.add(tid);
    return false;
  };

  /** A line without a leader. True: it is the rest of a call that was passed over (strace 6.1 with -z prints such). */
  const passOdd = (start: number, line: number): boolean => {
    if (!skipped) return false;
    if (lastHead?.line === line - 1) readHead(lastHead);
    else if (isHead(bytes, withoutReturn(bytes, start - 1)) && startsArgument(bytes[start] ?? 0)) return true;
    else reader.interrupt();
    return false;
  };

  /** True: nobody wants the line. */
  const pass = (start: number, end: number, line: number): boolean => {
    const body = skipLeader(bytes, start, end);
    if (body < 0) return passOdd(start, line);
    switch (bytes[body]) {
      case less:
        return passTail(start, body, end);
      case plus:
        return passEnd(fixedTid ?? tidAt(bytes, start));
      case dash:
        return passSignal(fixedTid ?? tidAt(bytes, start), body, end);
      default:
        return passCall(start, body, end, line);
    }
  };

  /** What is kept of the chunk when its bytes go. */
  const leaveChunk = (): void => {
    for (const head of pending.values()) {
      if (!head.read) head.text ??= bytes.toString("latin1", head.start, head.end);
    }
  };

  return {
    sift(chunk, before) {
      ({ bytes, offset: chunkOffset } = chunk);
      const words = wordsOf(bytes);
      let line = before;
      let start = 0;
      let last = 0;
      while (start < bytes.length) {
        const found = lineEnd(bytes, words, start);
        const end = found < 0 ? bytes.length : found;
        line += 1;
        // A line that is cut goes to the reader: what it says of itself may be wrong.
        if (found >= 0 && pass(start, withoutReturn(bytes, end), line)) {
          skipped = true;
        } else {
          read(start, end, line);
          skipped = false;
        }
        last = start;
        start = end + 1;
      }
      if (start > 0) lastPassed = skipped ? bytes.toString("latin1", last, start - 1) : null;
      leaveChunk();
      return line;
    },
    end() {
      const lastTime = lastPassed === null ? null : reader.timeOf(lastPassed);
      for (const head of pending.values()) readHead(head);
      pending.clear();
      return { seen: names.seen(), lastTime };
    },
  };
}

// What a name consists of: 1, anything else: 0.
const nameBytes = new Uint8Array(256);
for (const char of "abcdefghijklmnopqrstuvwxyz_0123456789") nameBytes[char.charCodeAt(0)] = 1;

const preemption = Buffer.from("--- SIGURG {");

function isPreemption(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < preemption.length) return false;
  for (let at = 4; at < preemption.length; at += 1) {
    if (bytes[start + at] !== preemption[at]) return false;
  }
  return true;
}

/** A terminal's log ends lines in CR LF. */
function withoutReturn(bytes: Buffer, end: number): number {
  return bytes[end - 1] === 0x0d ? end - 1 : end;
}

/** True for ` <unfinished ...>` and the other marks at a line's end. */
function isHead(bytes: Buffer, end: number): boolean {
  return bytes[end - 1] === greater && bytes[end - 2] === 0x2e;
}

/** True for what an out-argument begins with: `[`, `{`, `"`, a digit. */
function startsArgument(byte: number): boolean {
  return byte === 0x5b || byte === 0x7b || byte === 0x22 || (byte >= 0x30 && byte <= 0x39);
}
