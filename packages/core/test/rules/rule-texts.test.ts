import { describe, expect, test } from "vitest";
import { blankFailure } from "../../src/pipeline/blank-failure.ts";
import { gatherFacts } from "../../src/evidence/gather.ts";
import { openInputs } from "../../src/input/open-input.ts";
import { runsOf } from "../../src/pipeline/runs.ts";
import { causes } from "../../src/model/vocabulary.ts";
import type { Run } from "../../src/model/run.ts";
import { rules } from "../../src/rules/registry.ts";
import { subjectOf } from "../../src/diagnosis/subject.ts";

const weakening = /GOSUMDB=off|GONOSUMDB=|GOINSECURE=|-insecure|StrictHostKeyChecking=|rm .*go\.sum/;
const nothing = blankFailure({ kind: "other", text: "something new", inner: null });
const registered = Object.entries(rules).map(([cause, rule]) => [cause, rule] as const);
const run = await emptyRun();
const vague = subjectOf(nothing, {}, run);
const named = subjectOf(
  {
    ...nothing,
    module: "github.com/acme/widget",
    version: "v1.2.0",
    host: "proxy.golang.org",
    url: "https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.zip",
  },
  {},
  { ...run, argv: ["go", "mod", "download"], goVersion: "go1.22.1" },
);

test("every cause of the vocabulary has its rule, in the vocabulary's order", () => {
  expect(Object.keys(rules)).toEqual(causes);
});

describe.each(registered)("%s", (cause, rule) => {
  test("stands under its own name", () => {
    expect(rule.cause).toBe(cause);
  });

  test.each([
    ["with nothing known", vague],
    ["with names", named],
  ])("titles and fixes are whole, %s", (_, subject) => {
    const title = rule.title(subject);
    expect(title.length).toBeGreaterThan(20);
    expect(title).not.toMatch(/\.$|^[A-Z][a-z]|\bundefined\b|\bnull\b|\[object/);
    const fixes = rule.fixes(subject);
    expect(fixes.length).toBeGreaterThan(1);
    expect(fixes[0]?.weakens).toBeNull();
    for (const { text, command, weakens } of fixes) {
      expect(text.trim()).not.toBe("");
      expect(`${text} ${command ?? ""} ${weakens ?? ""}`).not.toMatch(
        /undefined|(?<!\/dev\/)null[^|)]|\[object/,
      );
      expect(command).not.toBe("");
    }
  });

  test("a fix that makes go check less says so, and comes last", () => {
    const fixes = rule.fixes(named);
    const unmarked = fixes.filter(
      ({ command, weakens }) => weakens === null && weakening.test(command ?? ""),
    );
    expect(unmarked).toEqual([]);
    const risky = fixes.map(({ weakens }) => weakens !== null);
    expect(risky).toEqual(risky.toSorted((a, b) => Number(a) - Number(b)));
  });

  test("tells why, what it looks like and what it is not", () => {
    expect(
      rule.why.split(/[.!?:](?:\s|$)/).filter((part) => part.trim() !== "").length,
    ).toBeGreaterThanOrEqual(2);
    expect(rule.looksLike.log.length).toBeGreaterThan(0);
    expect(rule.looksLike.trace.length).toBeGreaterThan(0);
    expect(rule.isNot.length).toBeGreaterThan(0);
    expect(rule.isNot.length).toBeLessThanOrEqual(4);
    for (const alike of rule.isNot) {
      expect(causes).toContain(alike.cause);
      expect(alike.cause).not.toBe(cause);
      expect(alike.tell.length).toBeGreaterThan(10);
    }
    for (const outranked of rule.outranks ?? []) expect(rules[outranked]).toBeDefined();
  });

  test("links to documentation", () => {
    expect(rule.links.length).toBeGreaterThan(0);
    for (const link of rule.links) expect(new URL(link).protocol).toBe("https:");
  });

  test("knows nothing of a failure without an error", () => {
    expect(rule.match(nothing, run)).toBeNull();
  });
});

test("no two rules outrank each other", () => {
  for (const [cause, rule] of registered) {
    for (const other of rule.outranks ?? []) expect(rules[other].outranks ?? []).not.toContain(cause);
  }
});

async function emptyRun(): Promise<Run> {
  const bytes = new TextEncoder().encode("go: downloading github.com/acme/widget v1.2.0\n");
  const { facts } = await gatherFacts(await openInputs({ name: "go.log", bytes }));
  const [only] = runsOf(facts);
  if (!only) throw new Error("a record has at least one run");
  return only;
}
