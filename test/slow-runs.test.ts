import { analyze, type Report } from "@gotrace/core";
import { expect, test } from "vitest";
import { allFixtures, fullestMode, inputsOf } from "./support/fixtures.ts";
import { gotraceIn, inFolder } from "./support/gotrace.ts";

const fixtures = new Map(allFixtures().map((fixture) => [fixture.scenario, fixture]));

async function reportOf(name: string): Promise<Report> {
  const fixture = fixtures.get(name);
  if (fixture === undefined) throw new Error(`no fixture ${name}`);
  return await inFolder(fixture.folder, () => analyze(inputsOf(fixture, fullestMode(fixture))));
}

test.each([
  ["dns-slow-server", "dns", "proxy.golang.org", "module-proxy"],
  ["goproxy-slow-entry", "connect", "goproxy.corp.example", "module-proxy"],
  ["sumdb-slow", "response", "sum.golang.org", "checksum-database"],
  ["transfer-slow", "transfer", "proxy.golang.org", "module-proxy"],
  ["discovery-slow", "response", "git.corp.example", "direct"],
] as const)("%s: the time went into %s of %s", async (name, kind, host, role) => {
  const { time } = await reportOf(name);
  const [first] = time.byHost;
  expect(first).toMatchObject({ host, role });
  // All of what was waited in that way, but for what other hosts took of it.
  expect(first?.[kind]).toBeGreaterThan(0.95 * (time[kind] ?? 0));
});

test.each([
  ["transfer-slow", "transfer", "github.com/acme/blob"],
  ["lock-wait", "lock", "example.com/hello"],
  ["discovery-slow", "response", "git.corp.example/platform/logging"],
] as const)("%s: the time went into %s for %s", async (name, kind, module) => {
  const { time } = await reportOf(name);
  expect(time.byModule[0]?.module).toBe(module);
  expect(time.byModule[0]?.[kind]).toBeGreaterThan(0.9 * (time[kind] ?? 0));
});

test.each([...fixtures.keys()])("%s: no place was waited at for longer than the run took", async (name) => {
  const { time } = await reportOf(name);
  for (const row of [...time.byHost, ...time.byModule]) {
    expect(row.waited).toBeLessThanOrEqual(time.total ?? 0);
    expect(row.waited).toBeLessThanOrEqual(
      0.001 + row.dns + row.connect + row.tls + row.response + row.transfer + row.vcs + row.lock,
    );
  }
});

test("a run that was busy, not waiting, is not put down to the network", async () => {
  const { limits, outcome } = await reportOf("pipe-503-recovers");
  expect(outcome).toBe("ok");
  expect(limits.join()).toContain(
    "that is go itself and the programs that it ran, which take many times as long under strace",
  );
  expect((await reportOf("transfer-slow")).limits.join()).not.toContain("under strace");
});

test("the text says where, for what was slow", async () => {
  const { folder } = fixtures.get("transfer-slow") ?? { folder: "" };
  const { stdout } = await gotraceIn(folder, ["analyze", "trace.log", "go.log"]);
  expect(stdout).toContain("at   proxy.golang.org (module-proxy): transfer 15.5s");
  expect(stdout).toContain("for  github.com/acme/blob: transfer 15.0s");
});

test("a command that was ended while it waited: for whom, since when", async () => {
  const { diagnosis, time } = await reportOf("killed-while-waiting");
  const wait = diagnosis?.chain.find(({ text }) =>
    text.startsWith("nothing more came from 10.77.0.12:443: since 0.1 s"),
  );
  expect(wait?.at).toMatch(/^trace\.log:\d+$/);
  expect(time.byHost[0]).toMatchObject({ host: "goproxy.corp.example", role: "module-proxy" });
  expect(time.response).toBeGreaterThan(4500);
});
