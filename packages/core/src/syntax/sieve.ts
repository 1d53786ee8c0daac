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
import { isHead, isNameByte, isPreemption, startsArgument, withoutReturn } from "./line-bytes.ts";
import { createNameTable, nextHash, type NameRule } from "./name-table.ts";
import type { PickedPart } from "./picked-lines.ts";
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
  sift(chunk: Pick<TextChunk, "bytes" | "offset">, before: number): number;
  /** The same with the lines that were picked from a part of the file. What was not picked is passed over. */
  siftPicked(picked: PickedPart, before: number): number;
  /** The file or the part is over: first halves that never ended are passed on. Another part may follow. */
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

const [newline, space, parenthesis, plus, dash] = [0x0a, 0x20, 0x28, 0x2b, 0x2d] as const;
const less = 0x3c;

/** True where lines can be picked by their bytes: each has a pid and, if any, a clock that does not count on the line before. */
export function canSift(shape: LeaderShape, tid: number | null): boolean {
  return (shape.pid === "column" || (tid !== null && shape.pid === "none")) && shape.relative !== "alone";
}

/** What a sieve works with. */
export interface SieveOptions {
  readonly shape: LeaderShape;
  /** The pid in the file's name. */
  readonly fixedTid: number | null;
  /** The file's place in the report. */
  readonly input: number;
  readonly rules: Iterable<NameRule>;
  readonly reader: Pick<LineReader, "push" | "interrupt" | "timeOf">;
  /**
   * Where it goes over a part of the file for another sieve, without knowing the lines in front of it: told where lines begin, and
   * their numbers. What hangs on lines that it has not seen is picked, and the line before one without a leader, too.
   */
  readonly pick: ((start: number, line: number) => void) | null;
}

/** Makes a sieve for one file. */
export function createSieve({ shape, fixedTid, input, rules, reader, pick }: SieveOptions): Sieve {
  const skipLeader = leaderSkipper(shape);
  const names = createNameTable(rules);
  const pending = new Map<number, PendingHead>();
  const preempted = new Set<number>();
  let bytes: Buffer = Buffer.alloc(0);
  let chunkOffset = 0;
  let skipped = false;
  let lastStart = 0;
  let lastPassed: string | null = null;
  let lastHead: PendingHead | undefined;

  const read = (start: number, end: number, line: number): void => {
    if (pick !== null) return pick(start, line);
    reader.push(bytes.toString("latin1", start, end), { input, line, offset: chunkOffset + start });
  };

  const readHead = (head: PendingHead): void => {
    if (head.read) return;
    head.read = true;
    if (pick !== null) return pick(head.start, head.line);
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
    if (head === undefined) return rule.begins !== null && pick === null;
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
      if (at >= end || isNameByte[byte] === 0) return false;
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

  /** The line before, which was passed over, is a first half. */
  const followsHead = (start: number): boolean =>
    start === 0 ? /\.>\r?$/.test(lastPassed ?? "") : isHead(bytes, withoutReturn(bytes, start - 1));

  /** A line without a leader. True: it is the rest of a call that was passed over (strace 6.1 with -z prints such). */
  const passOdd = (start: number, line: number): boolean => {
    if (!skipped) return false;
    if (lastHead?.line === line - 1) readHead(lastHead);
    else if (pick !== null) pick(lastStart, line - 1);
    else if (followsHead(start) && startsArgument(bytes[start] ?? 0)) return true;
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
  const leaveChunk = (line: number): void => {
    // Of a part all lines are there until it is over, and its last one is picked.
    if (pick !== null) return skipped ? pick(lastStart, line) : undefined;
    lastPassed = skipped ? bytes.toString("latin1", lastStart, bytes.length - 1) : null;
    for (const head of pending.values()) {
      if (!head.read) head.text ??= bytes.toString("latin1", head.start, head.end);
    }
  };

  /** A line that ends at `found`; -1: a line that is cut. */
  const take = (start: number, found: number, line: number): void => {
    const end = found < 0 ? bytes.length : found;
    // A line that is cut goes to the reader: what it says of itself may be wrong.
    skipped = found >= 0 && pass(start, withoutReturn(bytes, end), line);
    if (!skipped) read(start, end, line);
    lastStart = start;
  };

  return {
    sift(chunk, before) {
      ({ bytes, offset: chunkOffset } = chunk);
      let line = before;
      for (let start = 0; start < bytes.length;) {
        const found = bytes.indexOf(newline, start);
        line += 1;
        take(start, found, line);
        start = found < 0 ? bytes.length : found + 1;
      }
      if (bytes.length > 0) leaveChunk(line);
      return line;
    },
    siftPicked({ chunk, starts, lines, total, seen }, before) {
      ({ bytes, offset: chunkOffset } = chunk);
      let last = before;
      for (const [index, start] of starts.entries()) {
        const line = before + (lines[index] ?? 0);
        if (line > last + 1) skipped = true;
        take(start, bytes.indexOf(newline, start), line);
        last = line;
      }
      names.note(seen);
      if (starts.length > 0) leaveChunk(last);
      return before + total;
    },
    end() {
      const lastTime = lastPassed === null ? null : reader.timeOf(lastPassed);
      for (const head of pending.values()) readHead(head);
      pending.clear();
      preempted.clear();
      lastHead = undefined;
      lastPassed = null;
      skipped = false;
      return { seen: names.seen(), lastTime };
    },
  };
}
