// Goes over a trace's bytes and picks the lines that somebody wants. In a trace of a go build one line in twenty says
// something about fetching modules; the others are recognised by their leader and name and passed over without ever
// becoming text.
//
// Only for files that strace alone writes to (`-o`, `-ff`). Any line that does not look as it should goes to the line
// reader, which knows every form.
import type { TextChunk } from "../input/text-chunks.ts";
import type { LeaderShape } from "./leader.ts";
import type { LineReader } from "./line-reader.ts";
import { createNameTable, hashName, type NameRule } from "./name-table.ts";
import { skipLeader, tidAt } from "./skip-leader.ts";

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
  end(): void;
  /** Names of calls that were passed over or read, of those that have a rule. */
  readonly seen: ReadonlySet<string>;
}

const [newline, space, less, greater, plus, dash] = [0x0a, 0x20, 0x3c, 0x3e, 0x2b, 0x2d] as const;

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
  const names = createNameTable(rules);
  const pending = new Map<number, PendingHead>();
  let bytes: Buffer = Buffer.alloc(0);
  let chunkOffset = 0;
  let skipped = false;
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
  const passTail = (body: number, end: number, tid: number): boolean => {
    const nameStart = body + 5;
    const nameStop = bytes.indexOf(space, nameStart);
    const rule = names.find(hashName(bytes, nameStart, nameStop));
    if (rule === undefined) return true;
    const head = pending.get(tid);
    // Its first half is not in the file: a loss only where all of its name are wanted.
    if (head === undefined) return rule.begins !== null;
    pending.delete(tid);
    if (!head.read && !endWanted(rule, tid, nameStop + 9, end)) return true;
    readHead(head);
    return false;
  };

  const endWanted = ({ returns, rest }: NameRule, tid: number, start: number, end: number): boolean =>
    (returns !== null && returns(bytes, start, end)) || (rest !== null && rest(tid, bytes, start, end));

  const passCall = (start: number, body: number, end: number, line: number, tid: number): boolean => {
    const open = nameEnd(bytes, body, end);
    if (open < 0) return false;
    const rule = names.find(hashName(bytes, body, open));
    if (rule === undefined) return true;
    rule.seen = true;
    const wanted = rule.begins === null || rule.begins(tid, bytes, open + 1, end);
    if (isHead(bytes, end)) {
      lastHead = noteHead(tid, start, end, line, wanted);
      return !wanted;
    }
    return !wanted && (rule.returns === null || !rule.returns(bytes, open + 1, end));
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
    const body = skipLeader(bytes, start, end, shape);
    if (body < 0) return passOdd(start, line);
    const tid = fixedTid ?? tidAt(bytes, start);
    switch (bytes[body]) {
      case less:
        return passTail(body, end, tid);
      case plus: {
        const head = pending.get(tid);
        if (head !== undefined) readHead(head);
        pending.delete(tid);
        return false;
      }
      case dash:
        return false;
      default:
        return passCall(start, body, end, line, tid);
    }
  };

  /** What is kept of the chunk when its bytes go. */
  const leaveChunk = (): void => {
    for (const head of pending.values()) {
      if (!head.read) head.text ??= bytes.toString("latin1", head.start, head.end);
    }
  };

  return {
    get seen() {
      return names.seen();
    },
    sift(chunk, before) {
      ({ bytes, offset: chunkOffset } = chunk);
      let line = before;
      let start = 0;
      while (start < bytes.length) {
        const found = bytes.indexOf(newline, start);
        const end = found < 0 ? bytes.length : found;
        line += 1;
        // A line that is cut goes to the reader: what it says of itself may be wrong.
        if (found >= 0 && pass(start, withoutReturn(bytes, end), line)) {
          skipped = true;
        } else {
          read(start, end, line);
          skipped = false;
        }
        start = end + 1;
      }
      leaveChunk();
      return line;
    },
    end() {
      for (const head of pending.values()) readHead(head);
      pending.clear();
    },
  };
}

/** Index of the parenthesis behind the name that starts at `start`; -1 where other text stands there. */
function nameEnd(bytes: Buffer, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x28) return at === start ? -1 : at;
    const isName = (byte >= 0x61 && byte <= 0x7a) || byte === 0x5f || (byte >= 0x30 && byte <= 0x39);
    if (!isName) return -1;
  }
  return -1;
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
