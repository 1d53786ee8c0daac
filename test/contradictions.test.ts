import type { Finding } from "@gotrace/core";
import { describe, expect, test } from "vitest";
import { allSamples, fullest, reportOn, type Sample } from "./invariance/sample.ts";

const healthy = allSamples().filter((sample) => sample.trace !== null && fullest(sample).outcome === "ok");
/** A run that got its modules from the public mirror over TLS, and asked the checksum database for them. */
const downloads = healthy.filter(
  ({ trace }) =>
    withEnvironment(trace, {}) !== trace && /"# get https:\/\/sum\.golang\.org\/lookup\//.test(trace ?? ""),
);
const proxy = "http://webproxy.corp.example:3128";

test("recorded runs that are healthy have no settings that contradict each other", async () => {
  expect(healthy.length).toBeGreaterThan(5);
  for (const sample of healthy) {
    const { findings } = await reportOn(sample, "trace");
    expect(findings.filter(isAboutSettings), sample.scenario).toEqual([]);
  }
});

describe("a warning of settings that contradict each other", () => {
  test.each<[string, Record<string, string>, string, RegExp]>([
    [
      "HTTP_PROXY alone",
      { HTTP_PROXY: proxy },
      "forward-proxy-not-applied",
      /HTTP_PROXY is for http URLs alone/,
    ],
    [
      "NO_PROXY that covers the mirror",
      { HTTPS_PROXY: proxy, NO_PROXY: "localhost,.golang.org" },
      "forward-proxy-not-applied",
      /NO_PROXY covers proxy\.golang\.org/,
    ],
    [
      "two spellings with two values",
      { HTTPS_PROXY: proxy, https_proxy: "http://other.corp.example:8080" },
      "forward-proxy-not-applied",
      /go uses HTTPS_PROXY, git and curl https_proxy/,
    ],
    [
      "GONOPROXY without GONOSUMDB",
      { GONOPROXY: "example.com,github.com" },
      "private-module-on-checksum-database",
      /GONOSUMDB does not cover it/,
    ],
  ])("%s", async (_, environment, cause, title) => {
    expect(downloads.length).toBeGreaterThan(0);
    for (const sample of downloads) {
      const { outcome, diagnosis, findings } = await reportWith(environment, sample);
      expect([outcome, diagnosis]).toEqual(["ok", null]);
      const [warning, ...others] = findings.filter(isAboutSettings);
      expect(warning).toMatchObject({
        cause,
        severity: "warning",
        title: expect.stringMatching(title) as string,
      });
      expect(others).toEqual([]);
      expect(warning?.evidence.map(({ at }) => at)).not.toContain("");
      expect(warning?.evidence.length).toBeGreaterThan(1);
    }
  });

  test.each<[string, Record<string, string>]>([
    ["both variables", { HTTP_PROXY: proxy, HTTPS_PROXY: proxy }],
    ["both spellings, with one value", { HTTPS_PROXY: proxy, https_proxy: `${proxy}/` }],
    ["NO_PROXY for a company's hosts", { HTTPS_PROXY: proxy, NO_PROXY: ".corp.example" }],
    ["HTTP_PROXY alone, and NO_PROXY for everything", { HTTP_PROXY: proxy, NO_PROXY: "*" }],
    ["GONOPROXY for other modules", { GONOPROXY: "git.corp.example" }],
    ["GONOPROXY=none", { GONOPROXY: "none" }],
  ])("is not given for %s", async (_, environment) => {
    for (const sample of downloads) {
      expect((await reportWith(environment, sample)).findings.filter(isAboutSettings)).toEqual([]);
    }
  });
});

function isAboutSettings({ severity, cause }: Finding): boolean {
  return (
    severity === "warning" && (cause === "forward-proxy-not-applied" || cause.startsWith("private-module-"))
  );
}

function reportWith(environment: Record<string, string>, sample: Sample): ReturnType<typeof reportOn> {
  return reportOn({ ...sample, trace: withEnvironment(sample.trace, environment) }, "trace");
}

/** The trace as `strace -v` had written it: with the environment of the first program, instead of its size. */
function withEnvironment(trace: string | null, environment: Record<string, string>): string | null {
  const listed = Object.entries({ HOME: "/home/dev", ...environment }).map(
    ([name, value]) => `"${name}=${value}"`,
  );
  return (
    trace?.replace(
      /^(.*execve\("[^"]*\/go", \[.*\], )0x[0-9a-f]+ \/\* \d+ vars \*\//m,
      (_, before: string) => `${before}[${listed.join(", ")}]`,
    ) ?? null
  );
}
