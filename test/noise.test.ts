import { analyze, type NoiseKind, type Report } from "@gotrace/core";
import { expect, test } from "vitest";
import { schemaErrors } from "../packages/core/test/schema/validate-report.ts";
import { allFixtures, fullestMode, inputsOf, verdictOf, type Fixture } from "./support/fixtures.ts";
import { gotraceIn, inFolder } from "./support/gotrace.ts";

const fixtures = new Map(allFixtures().map((fixture) => [fixture.scenario, fixture]));

function fixtureNamed(name: string): Fixture {
  const fixture = fixtures.get(name);
  if (fixture === undefined) throw new Error(`no fixture ${name}`);
  return fixture;
}

function explained(fixture: Fixture): Promise<Report> {
  return inFolder(fixture.folder, () =>
    analyze(inputsOf(fixture, fullestMode(fixture)), { explainNoise: true }),
  );
}

async function countsOf(name: string): Promise<Partial<Record<NoiseKind, number>>> {
  const { noise = [] } = await explained(fixtureNamed(name));
  return Object.fromEntries(noise.map(({ kind, count }) => [kind, count]));
}

test("a cold download that works: every alarming kind of line is counted", async () => {
  // By hand: grep -c for each in the trace, both halves of split calls joined.
  expect(await countsOf("cold-download")).toEqual({
    "epoll-on-file": 59,
    "read-not-ready": 20,
    "connect-in-progress": 4,
    "preemption-signal": 5,
    "futex-wait": 3,
    "restarted-call": 1,
    "path-search": 4,
    "module-root-search": 9,
    "cache-miss": 61,
    "optional-file": 2,
    "sumdb-supported": 1,
    "spare-connection": 2,
  });
});

test("each has a place that an editor opens, and a reason", async () => {
  const { noise = [] } = await explained(fixtureNamed("cold-download"));
  const epoll = noise.find(({ kind }) => kind === "epoll-on-file");
  expect(epoll?.at).toBe("trace.log.gz:290");
  expect(noise.every(({ at, why }) => /^(?:trace|go)\.log(?:\.gz)?:\d+$/.test(at) && why.length > 40)).toBe(
    true,
  );
});

test.each([
  ["get-with-prefix-404", "path-prefix-not-found"],
  ["private-direct-git", "pidfd-probe"],
  ["private-direct-git", "telemetry-child"],
  ["private-direct-git", "local-name-service"],
  ["warm-cache", "module-root-search"],
] as const)("%s has some of %s", async (name, kind) => {
  expect((await countsOf(name))[kind]).toBeGreaterThan(0);
});

test.each([
  ["dns-no-such-host", "search-domain", "the name itself does not exist"],
  ["http-404-public", "path-prefix-not-found", "the 404 is the failure"],
  ["connect-refused", "lost-address-race", "no other address was connected"],
  ["warm-cache", "spare-connection", "no connection was made"],
] as const)("%s has none of %s: %s", async (...[name, kind]) => {
  expect((await countsOf(name))[kind]).toBeUndefined();
});

test("what is missing and needed is not waved through", async () => {
  const { noise = [], diagnosis } = await explained(fixtureNamed("git-missing"));
  expect(diagnosis?.cause).toBe("git-missing");
  const places = new Set(noise.map(({ at }) => at));
  expect(diagnosis?.evidence.filter(({ at }) => places.has(at))).toEqual([]);
});

test.each([
  "cold-download",
  "lock-wait-stuck",
  "network-calls-only",
  "cold-download-ff",
  "goproxy-off-mixed",
])("%s: the noise changes no verdict, and is not counted unasked", async (name) => {
  const fixture = fixtureNamed(name);
  const report = await explained(fixture);
  const plain = await inFolder(fixture.folder, () => analyze(inputsOf(fixture, fullestMode(fixture))));
  expect(plain.noise).toBeUndefined();
  expect(verdictOf(report)).toEqual(verdictOf(plain));
  expect(report.findings).toEqual(plain.findings);
  expect(schemaErrors(report)).toEqual([]);
});

test("--explain-noise says it to people, and only when asked", async () => {
  const { folder } = fixtureNamed("cold-download");
  const asked = await gotraceIn(folder, ["analyze", "--explain-noise", "trace.log.gz"]);
  expect(asked.stdout).toContain("59×  epoll_ctl = EPERM: go offers every file that it opens to its poller");
  expect((await gotraceIn(folder, ["analyze", "trace.log.gz"])).stdout).not.toContain("epoll_ctl");
});
