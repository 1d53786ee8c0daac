// Goes over the lines of a trace that were picked by their bytes, and passes those on that somebody wants, as the tables say so far. In
// a trace of a go build one line in fifty says something about fetching modules; the others never become text.
//
// Only for files that strace alone writes to (`-o`, `-ff`). Any line that does not look as it should goes to the line
// reader, which knows every form.
import { layout } from "#assembly";
import type { TextChunk } from "../input/text-chunks.ts";
import type { Micros } from "../model/time.ts";
import type { LeaderShape } from "./leader.ts";
import type { LineReader } from "./line-reader.ts";
import { isHead, startsArgument, tidAt, withoutReturn } from "./line-bytes.ts";
import type { LineScan } from "./line-scan.ts";
import type { LineRule } from "./line-rule.ts";
import { lineParts, lineWords, type PickedLines } from "./line-picker.ts";

/** The last first half of a thread. One that was passed over is wanted after all where its end says so, or where it never ends. */
interface Head {
  /** It has not ended so far. */
  open: boolean;
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

/** Whole lines of a file, with what was picked from them. */
export interface PickedChunk extends PickedLines, Pick<TextChunk, "bytes" | "offset"> {}

/** Goes over one file. */
export interface Sieve {
  /** Passes a chunk's wanted lines to the reader; `before` lines came before it. Returns the number of its last line. */
  sift(chunk: PickedChunk, before: number): number;
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

const { odd, call, tail, exit, preemption, unruled } = layout;
const kinds = (1 << layout.ruleShift) - 1;

/** True where lines can be picked by their bytes: each has a pid and, if any, a clock that does not count on the line before. */
export function canSift(shape: LeaderShape, tid: number | null): boolean {
  return (shape.pid === "column" || (tid !== null && shape.pid === "none")) && shape.relative !== "alone";
}

/** What a sieve works with. */
export interface SieveOptions {
  /** The pid in the file's name. */
  readonly fixedTid: number | null;
  /** The file's place in the report. */
  readonly input: number;
  /** In the order of the rules that lines were picked by. */
  readonly rules: readonly LineRule[];
  readonly reader: Pick<LineReader, "push" | "take" | "interrupt" | "timeOf">;
  /** Reads lines from their bytes; null where each must be read from its text. */
  readonly scan: LineScan | null;
}

/** Makes a sieve for one file. */
export function createSieve({ fixedTid, input, rules, reader, scan }: SieveOptions): Sieve {
  const seen = new Set<string>();
  const heads = new Map<number, Head>();
  const preempted = new Set<number>();
  let bytes: Buffer = Buffer.alloc(0);
  let chunkOffset = 0;
  let skipped = false;
  let lastStart = 0;
  let lastPassed: string | null = null;
  let lastHead: Head | undefined;

  const read = (start: number, end: number, line: number): void => {
    const origin = { input, line, offset: chunkOffset + start };
    const body = scan?.read(bytes, start, end + 1) === 1 ? scan.line(0) : null;
    if (scan === null || body === null || !reader.take(body, scan.leader, origin))
      reader.push(bytes.toString("latin1", start, end), origin);
  };

  const readHead = (head: Head): void => {
    if (head.read) return;
    head.read = true;
    const text = head.text ?? bytes.toString("latin1", head.start, head.end);
    reader.push(text, { input, line: head.line, offset: head.offset });
  };

  /** A thread has one after the other, in the same memory. */
  const noteHead = (tid: number, start: number, end: number, line: number, isRead: boolean): Head => {
    let head = heads.get(tid);
    if (head === undefined) {
      head = { open: true, read: isRead, line, offset: 0, start, end, text: null };
      heads.set(tid, head);
    } else if (head.open) {
      readHead(head);
    }
    head.open = true;
    head.read = isRead;
    head.line = line;
    head.offset = chunkOffset + start;
    head.start = start;
    head.end = end;
    head.text = null;
    return head;
  };

  /** `<... name resumed>…`: wanted where its first half is, or where its result is. True: pass over it. */
  const passTail = (rule: LineRule, tid: number, rest: number, end: number): boolean => {
    const head = heads.get(tid);
    // Its first half is not in the file: a loss only where all of its name are wanted.
    if (head?.open !== true) return rule.begins !== null;
    head.open = false;
    if (!head.read && !endWanted(rule, tid, rest, end)) return true;
    readHead(head);
    return false;
  };

  const endWanted = ({ returns, rest }: LineRule, tid: number, start: number, end: number): boolean =>
    (returns !== null && returns(bytes, start, end)) || (rest !== null && rest(tid, bytes, start, end));

  const passCall = (rule: LineRule, start: number, args: number, end: number, line: number): boolean => {
    const tid = fixedTid ?? tidAt(bytes, start);
    const wanted = rule.begins === null || rule.begins(tid, bytes, args, end);
    if (isHead(bytes, end)) {
      lastHead = noteHead(tid, start, end, line, wanted);
      return !wanted;
    }
    return !wanted && (rule.returns === null || !rule.returns(bytes, args, end));
  };

  const passExit = (tid: number): boolean => {
    const head = heads.get(tid);
    if (head?.open === true) readHead(head);
    heads.delete(tid);
    preempted.delete(tid);
    return false;
  };

  /** Go preempts its goroutines by SIGURG (runtime/signal_unix.go, sigPreempt): of each thread's only the first is read. */
  const passPreemption = (tid: number): boolean => {
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
    else if (followsHead(start) && startsArgument(bytes[start] ?? 0)) return true;
    else reader.interrupt();
    return false;
  };

  /** True: nobody wants the line. `kind`: what the picker found it to be. */
  const pass = (kind: number, start: number, args: number, end: number, line: number): boolean => {
    const rule = rules[kind >> layout.ruleShift];
    switch (kind & kinds) {
      case odd:
        return passOdd(start, line);
      case call:
        return rule !== undefined && passCall(rule, start, args, end, line);
      case tail:
        return rule !== undefined && passTail(rule, fixedTid ?? tidAt(bytes, start), args, end);
      case exit:
        return passExit(fixedTid ?? tidAt(bytes, start));
      case preemption:
        return passPreemption(fixedTid ?? tidAt(bytes, start));
      default:
        return kind === unruled;
    }
  };

  /** What is kept of the chunk when its bytes go. */
  const leaveChunk = (): void => {
    lastPassed = skipped ? bytes.toString("latin1", lastStart, bytes.length - 1) : null;
    for (const head of heads.values()) {
      if (head.open && !head.read) head.text ??= bytes.toString("latin1", head.start, head.end);
    }
  };

  const noteSeen = (indices: readonly number[]): void => {
    for (const index of indices) seen.add(rules[index]?.name ?? "");
  };

  return {
    sift({ lines, total, seen: seenHere, ...chunk }, before) {
      ({ bytes, offset: chunkOffset } = chunk);
      let last = before;
      for (let at = 0; at < lines.length; at += lineWords) {
        const start = lines[at + lineParts.start] ?? 0;
        const end = lines[at + lineParts.end] ?? 0;
        const line = before + (lines[at + lineParts.number] ?? 0);
        if (line > last + 1) skipped = true;
        const args = lines[at + lineParts.args] ?? 0;
        skipped = pass(lines[at + lineParts.kind] ?? 0, start, args, withoutReturn(bytes, end), line);
        if (!skipped) read(start, end, line);
        lastStart = start;
        last = line;
      }
      noteSeen(seenHere);
      if (lines.length > 0) leaveChunk();
      return before + total;
    },
    end() {
      const lastTime = lastPassed === null ? null : reader.timeOf(lastPassed);
      for (const head of heads.values()) {
        if (head.open) readHead(head);
      }
      heads.clear();
      preempted.clear();
      lastHead = undefined;
      lastPassed = null;
      skipped = false;
      return { seen, lastTime };
    },
  };
}
