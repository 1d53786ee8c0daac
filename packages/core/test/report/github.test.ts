import fc from "fast-check";
import { expect, test } from "vitest";
import { render } from "../../src/report/render.ts";
import { mapStrings } from "../../src/report/sanitise.ts";
import { failedReport, healthyReport } from "./sample-reports.ts";

test("a failure is an error, with its cause, its place and the first thing to try", async () => {
  const [first = ""] = (await render(failedReport(), "github")).split("\n");
  expect(first).toMatch(/^::error title=gotrace%3A tls-unknown-authority at tls \(certain\)::/);
  expect(first).toContain("%0ASeen at ");
  expect(first).toContain("%0ATry: See who signs: openssl");
});

test("a run that went well is a notice", async () => {
  expect(await render(healthyReport(), "github")).toMatch(/^::notice title=gotrace::nothing failed: /);
});

test("what a trace holds gives no commands of its own", async () => {
  const hostile = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("\n::stop-commands::x", "\r::add-mask::x", "%0A::error::x", "::set-env name=PATH::x"),
  );
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const report = mapStrings(failedReport(), (own, key) =>
        /^(?:title|explanation|text|command|at)$/.test(key) ? text : own,
      );
      for (const line of (await render(report, "github")).trimEnd().split(/\r\n|\n|\r/)) {
        expect(line).toMatch(/^::(?:error|warning) title=gotrace%3A [^:]*::/);
      }
    }),
  );
});
