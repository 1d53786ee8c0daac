// Runs cases in a thread of its own, so that a case that hangs, or needs too much memory, ends the thread and not the run.
import { parentPort, workerData } from "node:worker_threads";
import { caseOf, readSeeds } from "./cases.ts";
import { check } from "./check.ts";
import { endless, endlessLine } from "./mutate.ts";
import { failureOf, shrink } from "./shrink.ts";

/** What the thread is given. */
export interface Work {
  readonly first: number;
  readonly lines: number;
  /** Bytes of the lines without an end. */
  readonly longest: number;
  /** The number of the case at hand, and how many are done. */
  readonly progress: Int32Array;
}

/** What it tells. */
export type Word =
  | { readonly kind: "failed"; readonly seed: string; readonly reason: string; readonly bytes: Uint8Array }
  | {
      readonly kind: "done";
      readonly cases: number;
      readonly lines: number;
      readonly lost: number;
      readonly refused: number;
    };

const { first, lines: wanted, longest, progress } = workerData as Work;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origins
const tell = (word: Word): void => parentPort?.postMessage(word);

const total = { cases: 0, lines: 0, lost: 0, refused: 0 };

for (const [index, piece] of endless.entries()) {
  for (const start of ["7 read(3, ", "7 ", ""]) {
    Atomics.store(progress, 0, -1 - index);
    Atomics.add(progress, 1, 1);
    const bytes = endlessLine(start, piece, longest);
    const way = start === "" ? "analyze" : "events";
    const reason = await failureOf(bytes, way);
    if (reason !== null)
      tell({ kind: "failed", seed: `${start}${piece}…`, reason, bytes: bytes.subarray(0, 200) });
    total.cases += 1;
  }
}

// Beyond the limit for a line: the rest is left out, and counted.
await check(Buffer.concat([endlessLine('7 write(1, "', "x", 100 << 20), Buffer.from("\n")]), "events");

const seeds = readSeeds();
for (let seed = first; total.lines < wanted; seed += 1) {
  Atomics.store(progress, 0, seed);
  Atomics.add(progress, 1, 1);
  const { bytes, way } = caseOf(seed, seeds);
  try {
    const { lines, lost, refused } = await check(bytes, way);
    total.lines += lines;
    total.lost += lost;
    total.refused += refused ? 1 : 0;
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ kind: "failed", seed: `${seed} ${way}`, reason, bytes: await shrink(bytes, way) });
  }
  total.cases += 1;
}
tell({ kind: "done", ...total });
