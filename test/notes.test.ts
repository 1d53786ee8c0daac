import { describe, expect, test } from "vitest";
import { allSamples, fullest, reportOn, type Sample } from "./invariance/sample.ts";

const healthy = allSamples().filter((sample) => sample.trace !== null && fullest(sample).outcome === "ok");
/** A run that got its modules from the public mirror over TLS, and asked the checksum database for them. */
const downloads = healthy.filter(
  ({ trace }) =>
    withEnvironment(trace, {}) !== trace && /"# get https:\/\/sum\.golang\.org\/lookup\//.test(trace ?? ""),
);
const proxy = "http://webproxy.corp.example:3128";

describe("a healthy run gets a note, and neither a verdict nor a finding, for", () => {
  test.each<[string, Record<string, string>, string, RegExp, number]>([
    ["HTTP_PROXY alone", { HTTP_PROXY: proxy }, "http-proxy-alone", /HTTP_PROXY is for http URLs alone/, 2],
    [
      "NO_PROXY that covers the mirror",
      { HTTPS_PROXY: proxy, NO_PROXY: "localhost,.golang.org" },
      "no-proxy-covers-proxy",
      /NO_PROXY covers proxy\.golang\.org/,
      3,
    ],
    [
      "two spellings with two values",
      { HTTPS_PROXY: proxy, https_proxy: "http://other.corp.example:8080" },
      "proxy-variables-differ",
      /go uses HTTPS_PROXY, git and curl https_proxy/,
      2,
    ],
    ["GOSUMDB=off", { GOSUMDB: "off" }, "gosumdb-off", /no new module is checked/, 1],
    [
      "GOPRIVATE for all of GitHub",
      { GOPRIVATE: "github.com" },
      "goprivate-too-wide",
      /covers all of github\.com/,
      1,
    ],
    [
      "goproxy in lower case",
      { goproxy: "direct" },
      "variable-in-the-wrong-place",
      /go reads GOPROXY alone/,
      1,
    ],
  ])("%s", async (_, environment, kind, text, places) => {
    expect(downloads.length).toBeGreaterThan(0);
    for (const sample of downloads) {
      const { outcome, diagnosis, findings, notes } = await reportWith(environment, sample);
      expect([outcome, diagnosis, findings]).toEqual(["ok", null, []]);
      expect(notes).toMatchObject([{ kind, text: expect.stringMatching(text) as string }]);
      expect(notes[0]?.seen.map(({ at }) => at)).toHaveLength(places);
      for (const { at } of notes[0]?.seen ?? []) expect(at).toMatch(/:\d+$/);
    }
  });

  test.each<[string, Record<string, string>]>([
    ["both variables", { HTTP_PROXY: proxy, HTTPS_PROXY: proxy }],
    ["both spellings, with one value", { HTTPS_PROXY: proxy, https_proxy: `${proxy}/` }],
    ["NO_PROXY for a company's hosts", { HTTPS_PROXY: proxy, NO_PROXY: ".corp.example" }],
    ["HTTP_PROXY alone, and NO_PROXY for everything", { HTTP_PROXY: proxy, NO_PROXY: "*" }],
    ["GONOPROXY for other modules", { GOPRIVATE: "git.corp.example" }],
    ["GONOPROXY=none", { GONOPROXY: "none" }],
    ["GONOPROXY for modules that the checksum database knows", { GONOPROXY: "github.com" }],
  ])("nothing: %s", async (_, environment) => {
    for (const sample of downloads) {
      const { notes, findings } = await reportWith(environment, sample);
      expect([notes, findings]).toEqual([[], []]);
    }
  });
});

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
