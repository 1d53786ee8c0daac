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

describe.skipIf(missing !== null)(`the lab's scenarios, recorded by gotrace${reason}`, () => {
  test.each(recordable)("$name", async (scenario) => {
    await withBundle(scenario, async ({ bundle, exitStatus }) => {
      const report = await analyze([bundle]);
      expect(verdictOf(report)).toEqual(expectedOf(scenario));
      expect(report.command.exitStatus).toBe(exitStatus);
      expect(report.inputs.every(({ unparsedLines }) => unparsedLines === 0)).toBe(true);
    });
  });
});
