import { formats, needsTimeline } from "@gotrace/core";
import { describe, expect, test } from "vitest";
import { allFixtures, fullestMode, inputsOf } from "./support/fixtures.ts";
import { gotraceIn } from "./support/gotrace.ts";
import { picturedScenarios } from "./support/pictured-report.ts";

const fixtures = allFixtures().filter(({ scenario }) => picturedScenarios.includes(scenario));

/** Files that are too long to be read as a golden have tests of their own. */
const golden = formats.filter(
  (format) => (needsTimeline(format) && format !== ("html" as string)) || format === "github",
);

describe.each(fixtures)("$scenario", (fixture) => {
  test.each(golden)("reads as its golden in %s", async (format) => {
    const inputs = inputsOf(fixture, fullestMode(fixture));
    const { stdout, stderr } = await gotraceIn(fixture.folder, ["timeline", "--format", format, ...inputs]);
    expect(stderr).toBe("");
    await expect(stdout).toMatchFileSnapshot(`golden-formats/${fixture.scenario}.${format}`);
  });
});

test("the scenarios are there", () => {
  expect(fixtures.map(({ scenario }) => scenario)).toEqual(picturedScenarios.toSorted());
});
