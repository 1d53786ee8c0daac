import { expect, test } from "vitest";
import { walkRoute } from "../../src/diagnosis/measured-route.ts";
import type { Measurement, Question } from "../../src/model/examination.ts";
import { parseGoproxy } from "../../src/pipeline/goproxy.ts";

const module = "git.corp.example/team/x";

function question(goproxy: string, sample = false): Question {
  const route = parseGoproxy(goproxy).map(({ value, separator }) => ({ link: value, value, separator }));
  return { module, version: "v1.0.0", sample, route, database: null, inGoSum: true, toolchain: null };
}

function measurement(link: string, answer: Measurement["answer"], status: number | null = null): Measurement {
  return {
    link,
    name: ".info",
    stage: "http",
    role: link === "direct" ? "direct" : "module-proxy",
    host: null,
    module,
    version: "v1.0.0",
    url: null,
    answer,
    measured: `${status ?? "no answer"}`,
    details: [],
    tookMs: null,
    error: null,
    around: [],
    status,
    queries: [],
    connections: [],
    files: [],
  };
}

const [a, b] = ["https://a.example", "https://b.example"];

// cmd/go/internal/modfetch/proxy.go, TryProxies.
test.each([
  ["the first that has it", `${a},${b}`, [measurement(a, "good", 200)], a, null],
  [
    "404 goes on after a comma",
    `${a},${b}`,
    [measurement(a, "bad", 404), measurement(b, "good", 200)],
    b,
    null,
  ],
  ["503 does not", `${a},${b}`, [measurement(a, "bad", 503), measurement(b, "good", 200)], null, a],
  [
    "503 goes on after a bar",
    `${a}|${b}`,
    [measurement(a, "bad", 503), measurement(b, "good", 200)],
    b,
    null,
  ],
  [
    "of two failures the last",
    `${a}|${b}`,
    [measurement(a, "bad", 503), measurement(b, "bad", 500)],
    null,
    b,
  ],
  [
    "direct's failure goes before",
    `${a},direct`,
    [measurement(a, "bad", 404), measurement("direct", "bad")],
    null,
    "direct",
  ],
  [
    "a failure goes before a 404",
    `${a}|${b}`,
    [measurement(a, "bad", 500), measurement(b, "bad", 404)],
    null,
    a,
  ],
  ["nobody was asked", `${a},${b}`, [], null, null],
])("%s", (_, goproxy, measurements, servedBy, failedAt) => {
  const walk = walkRoute(question(goproxy), measurements);
  expect(walk.servedBy).toBe(servedBy);
  expect(walk.failure?.link ?? null).toBe(failedAt);
});

test("a proxy that does not have the sample has answered", () => {
  expect(walkRoute(question(a, true), [measurement(a, "bad", 404)]).servedBy).toBe(a);
});

test("what is wrong with the way concerns every module, another module's answer none", () => {
  const broken = { ...measurement(a, "bad"), name: "tls", module: null };
  expect(walkRoute(question(a), [broken]).failure).toBe(broken);
  const foreign = { ...measurement(a, "bad", 500), module: "example.com/other" };
  expect(walkRoute(question(a), [foreign, measurement(a, "good", 200)]).failure).toBeNull();
});
