import type { Cause, Report } from "@gotrace/core";
import { describe, expect, test } from "vitest";
import { isSameChain } from "./chain.ts";
import { parts, poorer } from "./poorer.ts";
import { allSamples, reportOn } from "./sample.ts";

// A record that shows less may say less, and nothing else: no failure of a run that went well, and no other root cause.
// The log is left out: with it the words of go would hide what the poor trace leads to.
const samples = allSamples().filter(({ expected }) => expected.trace !== undefined);

describe("a poorer trace names the same cause, a weaker one, or none", () => {
  test.each(samples)("$scenario", async (sample) => {
    const whole = await reportOn(sample, "trace");
    const wrong: string[] = [];
    for (const [name, make] of Object.entries(poorer)) {
      const poor = await reportOn({ ...sample, trace: make(sample.trace ?? "") }, "trace");
      const complaint = otherThan(whole, poor, parts.has(name));
      if (complaint !== null) wrong.push(`${name}: ${complaint}`);
    }
    expect(wrong).toEqual([]);
  });
});

test.each(Object.keys(poorer))("%s takes something away from most traces", (name) => {
  const changed = samples.filter(({ trace }) => poorer[name]?.(trace ?? "") !== trace);
  expect(changed.length).toBeGreaterThan(samples.length / 4);
});

/** What a poorer record says that the whole one does not, or null. */
function otherThan(whole: Report, poor: Report, aPart: boolean): string | null {
  const [before, after] = [causeOf(whole), causeOf(poor)];
  if (after === null) return isMilder(whole, poor) ? null : `${poor.outcome}, not ${whole.outcome}`;
  if (after === "tracer-partial" || (before !== null && isLessOf(before, after))) return null;
  return aPart && isOfAPart(whole, poor) ? null : `${after}, not ${before ?? whole.outcome}`;
}

function causeOf({ diagnosis }: Report): Cause | null {
  return diagnosis === null ? null : diagnosis.cause;
}

/** What is left of one failure where some of its calls or texts are not on record. */
const remains: Readonly<Partial<Record<Cause, Cause>>> = {
  // What go downloaded is known, and how it failed is not.
  "connect-refused": "toolchain-download-failed",
  // Every element of a `|` list failed, and of the answers only a refusal is a call of the network.
  "http-server-error": "connect-refused",
};

function isLessOf(before: Cause, after: Cause): boolean {
  return isSameChain(before, after) || remains[before] === after;
}

/** A part of a run has its own end, which may be a wait, and its own longest wait. */
function isOfAPart(whole: Report, poor: Report): boolean {
  return poor.outcome === "stuck" || (poor.outcome === "slow" && whole.outcome === "slow");
}

/** The same ending, or none: a trace that was cut does not show how the command ended. */
function isMilder(whole: Report, poor: Report): boolean {
  // Where go exits with 0 and has its error in its JSON, only that text tells.
  const inText = whole.outcome === "failed" && whole.command.exitStatus === 0;
  return poor.outcome === whole.outcome || poor.outcome === "unknown" || whole.outcome === "slow" || inText;
}
