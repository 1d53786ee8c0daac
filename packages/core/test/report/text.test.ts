import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { render } from "../../src/report/render.ts";
import { mapStrings } from "../../src/report/sanitise.ts";
import { failedReport, healthyReport, unknownReport } from "./sample-reports.ts";

const samples = { failed: failedReport(), healthy: healthyReport(), unknown: unknownReport() };

describe.each(Object.entries(samples))("a report of a %s run", (name, report) => {
  test("reads as its golden", async () => {
    await expect(await render(report, "text")).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  test.each([80, 100, 120])("fits %i columns", async (width) => {
    for (const line of (await render(report, "text", { width })).split("\n")) {
      expect(stringWidth(line), line).toBeLessThanOrEqual(width);
    }
  });

  test("says the same in colour", async () => {
    const coloured = await render(report, "text", { color: true });
    expect(coloured).toContain("\u001b[");
    expect(stripVTControlCharacters(coloured)).toBe(await render(report, "text"));
  });
});

test("the first line answers, and names stage, cause and confidence within the second", async () => {
  const [first = "", second = ""] = (await render(failedReport(), "text")).split("\n");
  expect(first).toMatch(/^✗ go mod download -x failed at tls: the certificate of proxy.golang.org/);
  expect(second).toMatch(/ tls-unknown-authority · certain$/);
});

test("each place stands whole, so that an editor can open it", async () => {
  const path = `/builds/${"very-long-folder/".repeat(6)}trace.log`;
  const report = mapStrings(failedReport(), (text) => text.replace(/^trace\.log(?=:\d+$)/, path));
  expect(await render(report, "text", { width: 80 })).toContain(`${path}:2391`);
});

test("a record of several commands has a line for each", async () => {
  const first = failedReport();
  const last = healthyReport();
  const output = await render({ ...last, runs: [...first.runs, ...last.runs] }, "text");
  expect(output).toContain("✓ nothing failed");
  expect(output).toMatch(
    /runs {10}1 {2}✗ go mod download -x: failed at tls, tls-unknown-authority, after 3.2s/,
  );
  expect(output).toMatch(/ {16}2 {2}✓ go mod download: ok, after 1.2s/);
});

test("of many attempts, those of the diagnosed module and those with errors are shown", async () => {
  const report = failedReport();
  const quiet = Array.from({ length: 200 }, (_, index) => ({
    path: `example.com/m${index}`,
    version: "v1.0.0",
    servedBy: "https://proxy.golang.org",
    attempts: [
      {
        via: "https://proxy.golang.org",
        endpoint: ".zip",
        status: 200,
        error: null,
        durationMs: 3,
        at: `go.log:${index}`,
      },
    ],
  }));
  const output = await render({ ...report, modules: [...quiet, ...report.modules] }, "text");
  expect(output).toContain("x509: certificate signed by unknown authority  54ms  go.log:5");
  expect(output).toContain("… and 190 more attempts");
});

test("the endings without a diagnosis are told apart", async () => {
  const { command } = failedReport();
  expect(await ended({ outcome: "failed" })).toMatch(
    /^✗ go mod download -x failed \(exit status 1 after 3.2s\), but/,
  );
  expect(await ended({ outcome: "stuck", command: { ...command, exitStatus: null } })).toMatch(
    /^✗ .* still waiting/,
  );
  expect(await ended({ outcome: "interrupted", command: { ...command, signal: "SIGINT" } })).toMatch(
    /^✗ .* SIGINT/,
  );
  expect(await ended({ outcome: "slow" })).toMatch(/^! .* slow/);
  expect(await ended({ outcome: "unknown", command: { ...command, argv: null } })).toMatch(
    /^\? .* no go command/,
  );
});

test("a slow run says where the time went", async () => {
  const { time } = failedReport();
  const slow = failedReport({
    outcome: "slow",
    time: { ...time, total: 95_000, lock: 60_000, response: 20_100 },
  });
  expect(await render(slow, "text")).toContain(
    "time          95.0s in all: lock 60.0s, waiting for answers 20.1s",
  );
});

test("whatever a record holds, no line is wider than asked and no control character comes out", async () => {
  const hostile = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme", maxLength: 400 }));
  await fc.assert(
    fc.asyncProperty(hostile, fc.integer({ min: 80, max: 120 }), async (text, width) => {
      const report = mapStrings(withoutCommandsAndPlaces(failedReport()), (own) =>
        /^[a-z0-9-]+$/.test(own) ? own : text,
      );
      const output = await render(report, "text", { width });
      expect(output.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      for (const line of output.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
});

/** What is to be copied or opened stays whole, however long it is. */
function withoutCommandsAndPlaces(report: Report): Report {
  const { diagnosis } = report;
  if (diagnosis === null) return report;
  const modules = report.modules.map((module) => ({
    ...module,
    attempts: module.attempts.map((attempt) => ({ ...attempt, at: null })),
  }));
  const plain = {
    ...diagnosis,
    evidence: diagnosis.evidence.map((item) => ({ ...item, at: "1" })),
    fixes: diagnosis.fixes.map((fix) => ({ ...fix, command: null })),
  };
  return { ...report, diagnosis: plain, findings: [plain], modules };
}

/** The first line for a run that ended as told, and of which no cause is known. */
async function ended(changes: Partial<Report>): Promise<string> {
  const output = await render(failedReport({ diagnosis: null, findings: [], ...changes }), "text");
  return output.split("\n")[0] ?? "";
}
