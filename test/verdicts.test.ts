import { analyze, render } from "@gotrace/core";
import { describe, expect, test } from "vitest";
import { schemaErrors } from "../packages/core/test/schema/validate-report.ts";
import { allFixtures, inputsOf, modes, verdictOf } from "./support/fixtures.ts";
import { inFolder } from "./support/gotrace.ts";

describe.each(allFixtures())("$scenario", (fixture) => {
  for (const mode of modes) {
    const expected = fixture.expected[mode];
    if (expected === undefined) continue;

    test(`${mode === "both" ? "trace and log" : `the ${mode} alone`}: ${expected.cause ?? expected.outcome}`, async () => {
      const report = await inFolder(fixture.folder, () => analyze(inputsOf(fixture, mode)));
      expect(verdictOf(report)).toEqual(expected);
      expect(report.notes.map(({ kind }) => kind)).toEqual(mode === "log" ? [] : (fixture.notes ?? []));
      expect(schemaErrors(JSON.parse(await render(report, "json")))).toEqual([]);
    });
  }
});
