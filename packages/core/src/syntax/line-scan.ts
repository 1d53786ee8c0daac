// The lines that make up nearly all of a trace, read from their bytes: calls and halves of calls whose leader is a pid and a
// clock and whose result is plain, and signals. packages/core/assembly/scan.ts finds their parts; objects are made of them here. Every
// other line is left to scan-line.ts, which says the same of these, too: a test holds both against each other on every recorded line.
import { createMemory, instantiate, layout, type LineFunctions } from "#assembly";
import type { SyscallResult } from "../model/event.ts";
import type { Leader, LeaderShape } from "./leader.ts";
import type { CallLine, HeadLine, SignalLine, TailLine } from "./line.ts";
import { isPlain } from "./plain-leader.ts";
import { parsePlainResult, type TimedResult } from "./result.ts";

/** Reads lines of one shape from bytes, some at a time. */
export interface LineScan {
  /**
   * Reads whole lines from `start` on, up to `end`; returns how many. Each is then asked for by `line`, in order, before anybody reads more. 0: the
   * line is too long, or has no newline.
   */
  read(bytes: Buffer, start: number, end: number): number;
  /** The call, half of a call or signal in a line that was read; null where its text must be looked at. */
  line(index: number): ScannedLine | null;
  /** What the leader of the line says that was asked for last; not kept for the next one. */
  readonly leader: Leader;
  /** Where a line that was read begins in the bytes. */
  startOf(index: number): number;
  /** Where its newline stands. */
  endOf(index: number): number;
}

/** What is read from bytes. */
export type ScannedLine = CallLine<TimedResult> | HeadLine | TailLine<TimedResult> | SignalLine;

const word = 4;
const { notKept } = layout;
const lineWords = layout.scannedSize / word;
const startWord = layout.scannedStart / word;
const endWord = layout.scannedEndAt / word;
const kindWord = layout.scannedKind / word;
const tidWord = layout.scannedTid / word;
const nameWord = layout.scannedName / word;
const argumentsWord = layout.scannedArguments / word;
const resultWord = layout.scannedResult / word;
const clockDouble = layout.scannedClock / 8;
const durationDouble = layout.scannedDuration / 8;

/** One for all files, like the texts that it remembers: what is read is asked for at once. */
interface Scanner {
  readonly functions: LineFunctions;
  readonly window: Uint8Array;
  readonly words: Int32Array;
  readonly doubles: Float64Array;
  readonly names: string[];
  readonly texts: string[];
  readonly results: SyscallResult[];
}

let scanner: Scanner | null | undefined;

function theScanner(): Scanner | null {
  scanner ??= createScanner();
  return scanner;
}

function createScanner(): Scanner | null {
  const pages = Math.ceil(layout.scanSize / (1 << 16));
  const memory = createMemory(pages, pages);
  if (memory === null) return null;
  const { buffer } = memory;
  return {
    functions: instantiate(memory),
    window: new Uint8Array(buffer, layout.windowAt, layout.windowSize),
    words: new Int32Array(buffer, layout.scannedAt, layout.mostScanned * lineWords),
    doubles: new Float64Array(buffer, layout.scannedAt, (layout.mostScanned * lineWords) / 2),
    names: [],
    texts: [],
    results: [],
  };
}

/** A scan for the lines of a file; null where its leaders are of a rare shape, and where there is no WebAssembly. */
export function createLineScan(shape: LeaderShape): LineScan | null {
  const found = isPlain(shape) ? theScanner() : null;
  if (found === null) return null;
  const { functions, window, words, doubles, names, texts, results } = found;
  const leader = {
    tid: null as number | null,
    comm: null,
    clock: null as number | null,
    relative: null,
    end: 0,
  };
  let source: Buffer = Buffer.alloc(0);
  let base = 0;

  const textAt = (at: number): string =>
    source.toString("latin1", base + (words[at] as number), base + (words[at + 1] as number));

  /** A text, or the one that was made of the same bytes before. */
  const recalled = (known: string[], at: number): string => {
    const slot = words[at + 2] as number;
    if (slot === notKept) return textAt(at);
    if (slot < 0) known[-1 - slot] = textAt(at);
    return known[slot < 0 ? -1 - slot : slot] as string;
  };

  const resultAt = (at: number): SyscallResult => {
    const slot = words[at + 2] as number;
    if (slot === notKept) return parsePlainResult(textAt(at));
    if (slot < 0) results[-1 - slot] = parsePlainResult(textAt(at));
    return results[slot < 0 ? -1 - slot : slot] as SyscallResult;
  };

  const timedResultAt = (index: number, at: number): TimedResult => {
    const duration = doubles[(index * lineWords) / 2 + durationDouble] as number;
    return { result: resultAt(at + resultWord), duration: duration < 0 ? null : duration };
  };

  return {
    leader,
    read(bytes, start, end) {
      source = bytes;
      base = start;
      const size = Math.min(window.length, end - start);
      window.set(bytes.subarray(start, start + size));
      functions.setLeader(
        { none: 0, column: 1, bracket: 2 }[shape.pid],
        { none: 0, hms: 1, epoch: 2 }[shape.clock],
        shape.clockDigits,
        10 ** (6 - shape.clockDigits),
      );
      return functions.scan(size);
    },
    startOf: (index) => base + (words[index * lineWords + startWord] as number),
    endOf: (index) => base + (words[index * lineWords + endWord] as number),
    line(index) {
      const at = index * lineWords;
      const kind = words[at + kindWord];
      if (kind === layout.unread) return null;
      const tid = words[at + tidWord] as number;
      const clock = doubles[at / 2 + clockDouble] as number;
      leader.tid = tid < 0 ? null : tid;
      leader.clock = clock < 0 ? null : clock;
      const name = recalled(names, at + nameWord);
      const args = recalled(texts, at + argumentsWord);
      if (kind === layout.wholeCall) return { kind: "call", name, args, result: timedResultAt(index, at) };
      if (kind === layout.secondHalf) return { kind: "tail", name, args, result: timedResultAt(index, at) };
      if (kind === layout.firstHalf) return { kind: "head", name, args, cause: "unfinished" };
      return { kind: "signal", signal: name, stopped: false, info: args };
    },
  };
}
