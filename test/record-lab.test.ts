// The lab's scenarios, recorded by gotrace record itself as its users run it: the built command, a real strace, a real go.
import { analyze } from "@gotrace/core";
import { describe, expect, test } from "vitest";
import { expectedOf, isRecordable, withBundle } from "../fixtures/lab/record-bundle.ts";
import { whatIsMissing } from "../fixtures/lab/requirements.ts";
import { scenarios } from "../fixtures/lab/scenarios/index.ts";
import { verdictOf } from "./support/fixtures.ts";

/** Over many stages, and none that waits for a time limit. */
const chosen = [
  "cold-download",
  "goproxy-off",
  "gomod-malformed",
  "cache-readonly",
  "dns-no-such-host",
  "dns-slow-search",
  "connect-refused",
  "tls-unknown-authority",
  "http-404-public",
  "private-on-public-proxy",
  "checksum-mismatch-gosum",
  "disk-full",
  "build-failed",
];
const recordable = scenarios.filter((one) => chosen.includes(one.name) && isRecordable(one));
const missing = whatIsMissing(recordable);
const reason = missing === null ? "" : ` (skipped: needs strace: ${missing})`;

test("the scenarios exist", () => {
  expect(recordable.map(({ name }) => name).toSorted()).toEqual(chosen.toSorted());
});

/** What of the machine is evidence beside the trace. */
const shown: Readonly<Record<string, readonly RegExp[]>> = {
  "dns-no-such-host": [
    /^\/etc\/resolv\.conf names 10\.77\.0\.53$/,
    /^\/etc\/hosts has no entry for goproxy\.corp\.example$/,
    /^nsswitch\.conf says "hosts: files dns", which is what Go's own resolver does$/,
  ],
  "dns-slow-search": [
    /^the search list \(build\.svc\.cluster\.local, .*; ndots:5\) cost 8 of the 10 questions on record$/,
  ],
};

describe.skipIf(missing !== null)(`the lab's scenarios, recorded by gotrace${reason}`, () => {
  test.each(recordable)("$name", async (scenario) => {
    await withBundle(scenario, async ({ bundle, exitStatus }) => {
      const report = await analyze([bundle]);
      expect(verdictOf(report)).toEqual(expectedOf(scenario));
      expect(report.command.exitStatus).toBe(exitStatus);
      const ofMachine = report.diagnosis?.evidence.filter(({ at }) => at.startsWith("machine.json:")) ?? [];
      for (const pattern of shown[scenario.name] ?? [])
        expect(ofMachine.map(({ shows }) => shows)).toContainEqual(expect.stringMatching(pattern));
      // How names are looked up proves nothing of another stage.
      expect(report.diagnosis?.stage === "dns" || ofMachine.length === 0).toBe(true);
      expect(report.inputs.every(({ unparsedLines }) => unparsedLines === 0)).toBe(true);
    });
  });
});
