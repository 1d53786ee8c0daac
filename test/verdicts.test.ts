import type { Report } from "@gotrace/core";
import { describe, expect, test } from "vitest";
import { schemaErrors } from "../packages/core/test/schema/validate-report.ts";
import { allFixtures, inputsOf, modes, verdictOf } from "./support/fixtures.ts";
import { gotraceIn } from "./support/gotrace.ts";

describe.each(allFixtures())("$scenario", (fixture) => {
  for (const mode of modes) {
    const expected = fixture.expected[mode];
    if (expected === undefined) continue;

    test(`${mode === "both" ? "trace and log" : `the ${mode} alone`}: ${expected.cause ?? expected.outcome}`, async () => {
      const inputs = inputsOf(fixture, mode);
      const { stdout, stderr } = await gotraceIn(fixture.folder, ["analyze", "--format", "json", ...inputs]);
      expect(stderr).toBe("");
      const report = JSON.parse(stdout) as Report;
      expect(verdictOf(report)).toEqual(expected);
      expect(schemaErrors(report)).toEqual([]);
    });
  }
});
