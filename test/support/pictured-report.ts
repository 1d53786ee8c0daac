import { analyze, type Report } from "@gotrace/core";
import { allFixtures, fullestMode, inputsOf } from "./fixtures.ts";
import { inFolder } from "./gotrace.ts";

/** One of each kind of run: a failed handshake, a tool's failure, a proxy's answer, a slow run, one that was killed, a healthy one. */
export const picturedScenarios = [
  "tls-unknown-authority",
  "git-connect-refused",
  "http-404-log-only",
  "lock-wait",
  "killed-while-waiting",
  "cold-download",
];

/** The report of a recorded run, with its picture. */
export function picturedReport(scenario: string): Promise<Report> {
  const fixture = allFixtures().find((one) => one.scenario === scenario);
  if (fixture === undefined) throw new Error(`no fixture ${scenario}`);
  return inFolder(fixture.folder, () => analyze(inputsOf(fixture, fullestMode(fixture)), { timeline: true }));
}
