import type { Cause } from "@gotrace/core";
import { describe, expect, test } from "vitest";
import type { Mode } from "../support/fixtures.ts";
import { isSameChain } from "./chain.ts";
import { deletionsOf, without, type Deletion } from "./decisive.ts";
import { allSamples, modesOf, reportOn, spread, type Sample } from "./sample.ts";

const samples = allSamples().filter(({ expected }) =>
  Object.values(expected).some(({ cause }) => cause !== null),
);

describe("without its proof, no verdict becomes another root cause", () => {
  test.each(samples)("$scenario, without all of it or go's part of it", async (sample) => {
    const [mode = "both"] = modesOf(sample);
    expect(await othersBlamed(sample, mode, (name) => !name.includes(":"))).toEqual([]);
  });

  test.each(spread(samples))("$scenario, line by line", async (sample) => {
    for (const mode of modesOf(sample)) expect(await othersBlamed(sample, mode, () => true)).toEqual([]);
  });
});

test("a log without go's last words says less: most verdicts fall", async () => {
  const fallen: boolean[] = [];
  for (const sample of spread(samples)) {
    const { diagnosis, deletions } = await provedBy(sample, "log");
    const lastWords = deletions["go's last words"];
    if (diagnosis === null || !lastWords) continue;
    const { diagnosis: left } = await reportOn(without(sample, lastWords), "log");
    fallen.push(left === null || left.cause !== diagnosis.cause);
  }
  expect(fallen.length).toBeGreaterThan(10);
  expect(fallen.filter(Boolean).length).toBeGreaterThan(fallen.length / 2);
});

async function provedBy(
  sample: Sample,
  mode: Mode,
): Promise<{ diagnosis: { cause: Cause } | null; deletions: Record<string, Deletion> }> {
  const report = await reportOn(sample, mode);
  return { diagnosis: report.diagnosis, deletions: deletionsOf(report, sample, mode) };
}

/** The deletions after which the verdict names a cause that is on another chain. */
async function othersBlamed(
  sample: Sample,
  mode: Mode,
  wanted: (name: string) => boolean,
): Promise<string[]> {
  const { diagnosis, deletions } = await provedBy(sample, mode);
  if (diagnosis === null) return [];
  const wrong: string[] = [];
  for (const [name, deletion] of Object.entries(deletions).filter(([each]) => wanted(each))) {
    const cause = (await reportOn(without(sample, deletion), mode)).diagnosis?.cause;
    if (cause !== undefined && !isSameChain(diagnosis.cause, cause)) {
      wrong.push(`${sample.scenario}, ${mode}, without ${name}: ${cause}, not ${diagnosis.cause}`);
    }
  }
  return wrong;
}
