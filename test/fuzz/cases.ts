import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Way } from "./check.ts";
import { mutate } from "./mutate.ts";
import { createRandom } from "./random.ts";

/** Recorded text that is mutated. */
export interface Seeds {
  readonly traces: readonly Buffer[];
  readonly logs: readonly Buffer[];
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The recordings of core's tests and every fixture. */
export function readSeeds(): Seeds {
  const recordings = join(root, "packages/core/test/recordings");
  const fixtures = join(root, "fixtures");
  const ofFixtures = (name: string): Buffer[] =>
    readdirSync(fixtures)
      .toSorted()
      .flatMap((folder) => readIfThere(join(fixtures, folder, name)));
  const traces = readdirSync(recordings)
    .filter((name) => name.endsWith(".log"))
    .toSorted()
    .flatMap((name) => readIfThere(join(recordings, name)));
  return { traces: [...traces, ...ofFixtures("trace.log")], logs: ofFixtures("go.log") };
}

function readIfThere(path: string): Buffer[] {
  if (existsSync(path)) return [readFileSync(path)];
  return existsSync(`${path}.gz`) ? [gunzipSync(readFileSync(`${path}.gz`))] : [];
}

/** Bytes, and the way that they are read. */
export interface FuzzCase {
  readonly bytes: Buffer;
  readonly way: Way;
}

// One case in ten is analysed as a whole, one in ten is a log of go.
const ways: readonly Way[] = [...Array.from({ length: 8 }, (): Way => "events"), "analyze", "go-log"];

/** The case of this number. */
export function caseOf(seed: number, { traces, logs }: Seeds): FuzzCase {
  const random = createRandom(seed);
  const way = random.pick(ways);
  const source = random.pick(
    way === "go-log" || (way === "analyze" && random.below(3) === 0) ? logs : traces,
  );
  const start = source.indexOf(0x0a, random.below(source.length)) + 1;
  // A beginning or a piece from the middle, of some kilobytes: a case that fails is short enough to look at.
  const from = random.below(3) === 0 ? 0 : start;
  return { bytes: mutate(source.subarray(from, from + 2000 + random.below(60_000)), random), way };
}
