import { analyze, type Report } from "@gotrace/core";
import { allFixtures, fullestMode, inputsOf } from "./fixtures.ts";
import { inFolder } from "./gotrace.ts";

/** The report of a recorded run, with its picture. */
export function picturedReport(scenario: string): Promise<Report> {
  const fixture = allFixtures().find((one) => one.scenario === scenario);
  if (fixture === undefined) throw new Error(`no fixture ${scenario}`);
  return inFolder(fixture.folder, () => analyze(inputsOf(fixture, fullestMode(fixture)), { timeline: true }));
}
