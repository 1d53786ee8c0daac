import { describe, expect, test } from "vitest";
import { analyze } from "../../src/analyze.ts";
import { matchingRules } from "../../src/diagnosis/judge.ts";
import { refine } from "../../src/diagnosis/refine.ts";
import { gatherFacts } from "../../src/evidence/gather.ts";
import { openInputs } from "../../src/input/open-input.ts";
import { causes, type Cause } from "../../src/model/vocabulary.ts";
import { messageFailures } from "../../src/pipeline/message-failures.ts";
import { runsOf } from "../../src/pipeline/runs.ts";
import { allCases } from "./cases/index.ts";
import type { CaseLog } from "./rule-case.ts";

describe.each(allCases)("$cause", ({ cause, for: supporting, against }) => {
  test.each(supporting.map((each) => [headline(each.log), each] as const))("%s", async (_, each) => {
    await expectVerdict(each, cause);
  });
  test.each(against.map((each) => [headline(each.log), each] as const))("is not: %s", async (_, each) => {
    expect(each.cause).not.toBe(cause);
    await expectVerdict(each, each.cause);
  });
});

test("every cause that a log can show has a case for and a case against", () => {
  const covered = new Set(
    allCases.filter((each) => each.for.length > 0 && each.against.length > 0).map(({ cause }) => cause),
  );
  const missing = causes.filter((cause) => !covered.has(cause) && !onlyInTraces.has(cause));
  expect(missing).toEqual([]);
});

// Waits, kills and records that tell too little: a log has no line for them. The fixtures hold these.
const onlyInTraces: ReadonlySet<Cause> = new Set([
  "goproxy-slow-entry",
  "lock-wait",
  "dns-hosts-override",
  "dns-slow-search",
  "dns-slow-server",
  "connect-slow-ipv6",
  "forward-proxy-not-applied",
  "forward-proxy-git-only",
  "tls-no-roots",
  "tls-rejected",
  "http-no-response",
  "http-slow",
  "transfer-slow",
  "vcs-slow",
  "tracer-partial",
  "not-a-go-trace",
  "interrupted",
  "terminated",
]);

async function expectVerdict({ log, expect: more }: CaseLog, cause: Cause | null): Promise<void> {
  const source = { name: "go.log", bytes: new TextEncoder().encode(`${log.replace(/\n$/, "")}\n`) };
  const { diagnosis } = await analyze([source]);
  expect(diagnosis?.cause ?? null).toBe(cause);
  expect(diagnosis ?? {}).toMatchObject(more ?? {});
  for (const claims of await rivals(source)) expect(claims).toHaveLength(1);
}

/** For each failure that any rule knows: the causes that no other one outranks. */
async function rivals(source: { name: string; bytes: Uint8Array }): Promise<Cause[][]> {
  const { facts } = await gatherFacts(await openInputs(source));
  return runsOf(facts).flatMap((run) =>
    messageFailures(run).flatMap((failure) => {
      const judgements = matchingRules(refine(failure, run), run);
      const outranked = new Set(judgements.flatMap(({ rule }) => rule.outranks ?? []));
      const left = judgements.map(({ rule }) => rule.cause).filter((claim) => !outranked.has(claim));
      return judgements.length === 0 ? [] : [left];
    }),
  );
}

function headline(log: string): string {
  const lines = log.split("\n");
  return (lines.findLast((line) => /\S/.test(line) && !line.startsWith("\t")) ?? "").slice(0, 110);
}
