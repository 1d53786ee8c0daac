// A file is gone over in parts, a large one by several threads. They pick what may be wanted; what is wanted is decided here, in
// order, where the tables are known. While nothing is there to decide, this thread picks, too.
import { availableParallelism } from "node:os";
import { setImmediate as nextTurn } from "node:timers/promises";
import { openSeekable, type ByteSource, type FileParts } from "../input/byte-source.ts";
import { pickingMemory, roomStart, type PickedLines } from "../syntax/line-picker.ts";
import type { PickedChunk, Sieve } from "../syntax/sieve.ts";
import { partPicker, type Part, type PickOptions } from "./pick-part.ts";
import { startPickThread, type PickThread } from "./pick-threads.ts";

/** When a file is read in parts, and how. Sizes in bytes. */
export interface PartLimits {
  /** The smallest file that is. */
  readonly smallest: number;
  /** Smaller than the longest line that is kept whole, so that no line of a part is longer. */
  readonly part: number;
  /** Beside this one. */
  readonly threads: number;
  /** The smallest file that they have a share in: to start one takes as long as to read some MB. */
  readonly smallestShared: number;
}

/** More threads than this wait for this one, which has the events to make. */
const mostThreads = 3;

export const defaultParts: PartLimits = {
  smallest: 4 << 20,
  part: 2 << 20,
  threads: Math.min(availableParallelism() - 1, mostThreads),
  smallestShared: 64 << 20,
};

/** Where a reading stands: behind so many lines and bytes. */
export interface Position {
  readonly line: number;
  readonly offset: number;
}

/** Reads a part, or the rest of a file, line by line. */
export type ReadWhole = (pieces: AsyncIterable<Uint8Array>, from: Position) => AsyncGenerator<void, number>;

/**
 * Sifts a file from its beginning up to its last part, which is left: the file may grow meanwhile. A file that is not to be read
 * in parts is left whole.
 */
export async function* siftParts(
  { parts: file }: ByteSource,
  sieve: Sieve,
  readWhole: ReadWhole,
  options: PickOptions,
  limits: PartLimits = defaultParts,
): AsyncGenerator<void, Position> {
  const parts = file === undefined ? [] : partsOf(file, limits);
  if (file === undefined || parts.length === 0) return { line: 0, offset: 0 };
  const size = parts.at(-1)?.end ?? 0;
  const threads = size < limits.smallestShared ? 0 : limits.threads;
  const picker = createPicker(parts, options, { ...limits, threads });
  if (picker === null) return { line: 0, offset: 0 };
  let line = 0;
  try {
    for (const [index, { start, end }] of parts.entries()) {
      const picked = await picker.picked(index);
      if (picked === null) {
        line = yield* readWhole(file.read(start, end), { line, offset: start });
      } else {
        file.noteRead(end - start);
        line = sieve.sift(picked, line);
      }
      yield;
    }
  } finally {
    await picker.end();
  }
  return { line, offset: size };
}

/** So far is looked for a line's end near a part's. Where there is none, two parts are one. */
const longestSearch = 1 << 16;

function partsOf({ path }: FileParts, { smallest, part }: PartLimits): Part[] {
  const file = openSeekable(path);
  try {
    const parts: Part[] = [];
    if (file.size < smallest) return parts;
    const bytes = Buffer.alloc(longestSearch);
    let start = 0;
    for (let near = part; near < file.size; near += part) {
      if (near < start) continue;
      const found = bytes.subarray(0, file.readInto(bytes, near)).indexOf(newline);
      if (found < 0) continue;
      const end = near + found + 1;
      parts.push({ start, end });
      start = end;
    }
    return parts;
  } finally {
    file.close();
  }
}

const newline = 0x0a;

/** Parts that a thread has to do. */
const inHand = 3;

/** Picks parts in any order, so that they are there when they are asked for. */
interface Picker {
  /** What was picked from a part; null where it must be read whole. Parts are asked for in order, each once. */
  picked(index: number): Promise<PickedChunk | null>;
  end(): Promise<void>;
}

function createPicker(parts: readonly Part[], options: PickOptions, limits: PartLimits): Picker | null {
  // Parts wait in memory, so nobody runs far ahead.
  const ahead = limits.threads === 0 ? 1 : (inHand + 1) * (limits.threads + 1);
  const room = limits.part + longestSearch;
  const memory = pickingMemory(limits.threads + 1, ahead * room);
  if (memory === null) return null;
  const all = Array.from({ length: limits.threads }, (_, index) =>
    startPickThread({ options, memory, index: index + 1 }),
  );
  // While this thread is busy it gives out nothing, so each of the others has more than one part to do.
  const idle = Array.from({ length: inHand }, () => all).flat();
  const own = partPicker(options, memory, 0);
  const done = new Map<number, PickedLines | null>();
  let asked = 0;
  let next = 0;
  let arrived: (() => void) | null = null;

  const addressOf = (index: number): number => roomStart(memory.pickers) + (index % ahead) * room;

  /** The next part that nobody has taken, if it is near. */
  const take = (): (Part & { index: number }) | null => {
    const part = next < asked + ahead ? parts[next] : undefined;
    if (part === undefined) return null;
    next += 1;
    return { ...part, index: next - 1 };
  };

  const fits = ({ start, end }: Part): boolean => end - start <= room;

  const employ = async (thread: PickThread): Promise<void> => {
    for (let part = take(); part !== null; part = take()) {
      const { index } = part;
      done.set(index, fits(part) ? await thread.pick(part, addressOf(index)) : null);
      arrived?.();
    }
    idle.push(thread);
  };

  return {
    async picked(index) {
      asked = index;
      for (const thread of idle.splice(0)) void employ(thread);
      // Signals and timers have their turn between parts.
      await nextTurn();
      while (!done.has(index)) {
        const part = take();
        if (part === null) await new Promise<void>((resolve) => (arrived = resolve));
        else done.set(part.index, fits(part) ? own.pick(part, addressOf(part.index)) : null);
      }
      const picked = done.get(index) ?? null;
      const part = parts[index];
      done.delete(index);
      if (picked === null || part === undefined) return null;
      const bytes = Buffer.from(memory.memory.buffer, addressOf(index), part.end - part.start);
      return { ...picked, bytes, offset: part.start };
    },
    async end() {
      own.end();
      await Promise.all(all.map((thread) => thread.end()));
    },
  };
}
