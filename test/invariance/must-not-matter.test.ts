import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { analyze, type AnalyzeInput } from "@gotrace/core";
import { describe, expect, test } from "vitest";
import { verdictOf } from "../support/fixtures.ts";
import { allSamples, bytesOf, modesOf, reportOn, spread, type Sample } from "./sample.ts";
import { canBeSplit, splitByThread } from "./split.ts";
import { isUnchanged, variations } from "./variations.ts";

const samples = spread(allSamples());

describe("a verdict is the same for", () => {
  test.each(Object.entries(variations))("%s", async (_, vary) => {
    const varied = samples.map((sample) => [vary(sample), sample] as const);
    const changed = varied.filter(([each, sample]) => !isUnchanged(each, sample)).map(([each]) => each);
    expect(changed.length).toBeGreaterThan(0);
    const wrong: unknown[] = [];
    for (const sample of changed) wrong.push(...(await wrongVerdicts(sample)));
    expect(wrong).toEqual([]);
  });

  test("files that are compressed", async () => {
    for (const { scenario, trace, log, expected } of samples) {
      const inputs = [trace, log].filter((text) => text !== null);
      const compressed = inputs.map((text, i) => ({ name: `${i}.gz`, bytes: gzipSync(bytesOf(text)) }));
      const verdict = expected.both ?? expected.trace ?? expected.log;
      expect(verdictOf(await analyze(compressed)), scenario).toEqual(verdict);
    }
  });

  test("the files of -ff", async () => {
    const splittable = samples.filter(({ trace }) => trace !== null && canBeSplit(trace));
    expect(splittable.length).toBeGreaterThan(0);
    for (const { scenario, trace, expected } of splittable) {
      const verdict = await inFiles(splitByThread(trace ?? ""), async (prefix) =>
        verdictOf(await analyze([prefix])),
      );
      expect(verdict, scenario).toEqual(expected.trace);
    }
  });
});

interface Wrong {
  scenario: string;
  mode: string;
  actual: unknown;
  expected: unknown;
}

async function wrongVerdicts(sample: Sample): Promise<Wrong[]> {
  const wrong: Wrong[] = [];
  for (const mode of modesOf(sample)) {
    const expected = sample.expected[mode];
    const actual = verdictOf(await reportOn(sample, mode));
    if (JSON.stringify(actual) !== JSON.stringify(expected)) {
      wrong.push({ scenario: sample.scenario, mode, actual, expected });
    }
  }
  return wrong;
}

/** Writes the files of a set to a folder of their own, for as long as somebody reads them by their prefix. */
async function inFiles<T>(
  files: ReadonlyMap<string, string>,
  read: (prefix: AnalyzeInput) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "gotrace-split-"));
  try {
    for (const [thread, text] of files) await writeFile(join(folder, `trace.${thread}`), text, "latin1");
    return await read(join(folder, "trace"));
  } finally {
    await rm(folder, { recursive: true });
  }
}
