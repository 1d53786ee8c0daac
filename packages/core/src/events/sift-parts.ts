// A large file is gone over by several threads, each in another part. They pick what may be wanted; what is wanted is decided
// here, in order, where the tables are known. While nothing is there to decide, this thread picks, too.
import { availableParallelism } from "node:os";
import type { ByteSource, FileParts } from "../input/byte-source.ts";
import type { PickedLines, PickedPart } from "../syntax/picked-lines.ts";
import type { Sieve } from "../syntax/sieve.ts";
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
}

/** More threads than this wait for this one, which has the events to make. */
const mostThreads = 3;

const otherCores = availableParallelism() - 1;

export const defaultParts: PartLimits = {
  smallest: otherCores === 0 ? Infinity : 64 << 20,
  part: 3 << 20,
  threads: Math.min(otherCores, mostThreads),
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
  { parts: file, readAt }: ByteSource,
  sieve: Sieve,
  readWhole: ReadWhole,
  options: PickOptions,
  limits: PartLimits = defaultParts,
): AsyncGenerator<void, Position> {
  const parts = file === undefined || readAt === undefined ? [] : await partsOf(file, readAt, limits);
  if (file === undefined || parts.length === 0) return { line: 0, offset: 0 };
  const picker = createPicker(parts, options, limits);
  let line = 0;
  try {
    for (const [index, { start, end }] of parts.entries()) {
      const picked = await picker.picked(index);
      if (picked === null) {
        line = yield* readWhole(file.read(start, end), { line, offset: start });
      } else {
        file.noteRead(end - start);
        line = sieve.siftPicked(picked, line);
      }
      yield;
    }
  } finally {
    await picker.end();
  }
  return { line, offset: parts.at(-1)?.end ?? 0 };
}

/** So far is looked for a line's end near a part's. Where there is none, two parts are one. */
const longestSearch = 1 << 16;

async function partsOf(
  file: FileParts,
  readAt: NonNullable<ByteSource["readAt"]>,
  { smallest, part }: PartLimits,
): Promise<Part[]> {
  const parts: Part[] = [];
  const size = smallest === Infinity ? 0 : await file.size();
  if (size < smallest) return parts;
  let start = 0;
  for (let near = part; near < size; near += part) {
    if (near < start) continue;
    const found = (await readAt(near, longestSearch)).indexOf(newline);
    if (found < 0) continue;
    const end = near + found + 1;
    parts.push({ start, end });
    start = end;
  }
  return parts;
}

const newline = 0x0a;

/** Parts that a thread has to do. */
const inHand = 3;

/** Picks parts in any order, so that they are there when they are asked for. */
interface Picker {
  /** What was picked from a part; null where it must be read whole. Parts are asked for in order, each once. */
  picked(index: number): Promise<PickedPart | null>;
  end(): Promise<void>;
}

function createPicker(parts: readonly Part[], options: PickOptions, limits: PartLimits): Picker {
  const all = Array.from({ length: limits.threads }, () => startPickThread(options));
  // While this thread is busy it gives out nothing, so each of the others has more than one part to do.
  const idle = Array.from({ length: inHand }, () => all).flat();
  const pickPart = partPicker(options);
  const done = new Map<number, PickedLines | null>();
  // Parts wait in memory, so nobody runs far ahead.
  const ahead = (inHand + 1) * (limits.threads + 1);
  const memories = Array.from({ length: ahead }, () => new SharedArrayBuffer(limits.part + longestSearch));
  let asked = 0;
  let next = 0;
  let arrived: (() => void) | null = null;

  const memoryOf = (index: number): SharedArrayBuffer => memories[index % ahead] ?? new SharedArrayBuffer(0);

  const bytesOf = (index: number, { start, end }: Part): Buffer =>
    Buffer.from(memoryOf(index), 0, end - start);

  /** The next part that nobody has taken, if it is near. */
  const take = (): (Part & { index: number }) | null => {
    const part = next < asked + ahead ? parts[next] : undefined;
    if (part === undefined) return null;
    next += 1;
    return { ...part, index: next - 1 };
  };

  const fits = ({ start, end }: Part): boolean => end - start <= limits.part + longestSearch;

  const employ = async (thread: PickThread): Promise<void> => {
    for (let part = take(); part !== null; part = take()) {
      const { index } = part;
      done.set(index, fits(part) ? await thread.pick(part, memoryOf(index)) : null);
      arrived?.();
    }
    idle.push(thread);
  };

  return {
    async picked(index) {
      asked = index;
      for (const thread of idle.splice(0)) void employ(thread);
      while (!done.has(index)) {
        const part = take();
        if (part === null) await new Promise<void>((resolve) => (arrived = resolve));
        else done.set(part.index, fits(part) ? await pickPart(part, bytesOf(part.index, part)) : null);
      }
      const picked = done.get(index) ?? null;
      const part = parts[index];
      done.delete(index);
      if (picked === null || part === undefined) return null;
      return { ...picked, chunk: { bytes: bytesOf(index, part), offset: part.start } };
    },
    async end() {
      await Promise.all(all.map((thread) => thread.end()));
    },
  };
}
