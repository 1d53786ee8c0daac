// Picks from a part of a file what may be wanted, whatever the lines in front of it said: the tables are not known there, so
// what hangs on them is picked. It is a small share of a trace, and goes through the sieve again, in order.
import { readInto } from "../input/byte-source.ts";
import type { LeaderShape } from "../syntax/leader.ts";
import { gatherLines, type PickedLines } from "../syntax/picked-lines.ts";
import { createSieve } from "../syntax/sieve.ts";
import { partRules } from "./part-rules.ts";
import type { Wanted } from "./wanted.ts";

/** What a picker must know of the file; it goes to other threads as it is. */
export interface PickOptions {
  readonly path: string;
  readonly shape: LeaderShape;
  /** The pid in the file's name. */
  readonly fixedTid: number | null;
  /** -y names the file of every descriptor. */
  readonly annotated: boolean;
  readonly wanted: readonly Wanted[];
}

/** Whole lines of a file. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** Reads a part into memory, which it fills, and picks from it. One part at a time. Null where the file became shorter. */
export type PickPart = (part: Part, memory: Buffer) => Promise<PickedLines | null>;

/** Makes the function that picks from the parts of one file. */
export function partPicker({ path, shape, fixedTid, annotated, wanted }: PickOptions): PickPart {
  const gatherer = gatherLines();
  const { rules, restart } = partRules(wanted, annotated);
  const reader = { push() {}, interrupt() {}, timeOf: () => null };
  const sieve = createSieve({ shape, fixedTid, input: 0, rules, reader, pick: gatherer.add });
  return async ({ start }, memory) => {
    if ((await readInto(path, memory, start)) < memory.length) return null;
    restart();
    const total = sieve.sift({ bytes: memory, offset: start }, 0);
    const { seen } = sieve.end();
    return { ...gatherer.take(), total, seen: [...(seen ?? [])] };
  };
}
