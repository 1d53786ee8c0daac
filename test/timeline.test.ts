import { join } from "node:path";
import { analyze, render, type Report, type Timeline } from "@gotrace/core";
import { describe, expect, test } from "vitest";
import { schemaErrors } from "../packages/core/test/schema/validate-report.ts";
import { allFixtures, fullestMode, inputsOf } from "./support/fixtures.ts";

// What every picture relies on, held against every recorded run.
describe.each(allFixtures())("$scenario", (fixture) => {
  test("its picture is sound", async () => {
    const names = inputsOf(fixture, fullestMode(fixture));
    const report = await analyze(
      names.map((name) => join(fixture.folder, name)),
      { timeline: true },
    );
    for (const { timeline } of report.runs) {
      if (!timeline) throw new Error("a run without its timeline");
      expectNumbered(timeline);
      expectNoOverlap(timeline);
      expectTimesInside(timeline);
      expect(timeline.gaps.every(({ startMs, endMs, label }) => endMs - startMs > 1000 && label !== "")).toBe(
        true,
      );
    }
    expect(schemaErrors(JSON.parse(await render(report, "json")))).toEqual([]);
    expectCertainVerdictShown(report);
    // What GitHub takes as the text of an issue is 65,536 characters.
    expect((await render(report, "markdown")).length).toBeLessThan(60_000);
  });
});

function expectNumbered({ lanes, spans, marks, links }: Timeline): void {
  expect(spans.map(({ id }) => id)).toEqual(spans.map((_, index) => index));
  expect(lanes.map(({ id }) => id)).toEqual(lanes.map((_, index) => index));
  for (const { lane, track } of spans) expect(track).toBeLessThan(lanes[lane]?.tracks ?? 0);
  for (const { lane } of marks) expect(lanes[lane]).toBeDefined();
  for (const { from, to } of links) expect(spans[from] && spans[to]).toBeDefined();
  const ranks = [...spans, ...marks].map(({ order }) => order);
  expect(ranks.toSorted((a, b) => a - b)).toEqual(ranks.map((_, index) => index));
}

function expectNoOverlap({ spans, durationMs }: Timeline): void {
  const reached = new Map<string, number>();
  for (const { lane, track, startMs, endMs } of spans) {
    if (startMs === null) continue;
    const row = `${lane} ${track}`;
    expect(startMs).toBeGreaterThanOrEqual(reached.get(row) ?? -Infinity);
    reached.set(row, endMs ?? durationMs ?? startMs);
  }
}

function expectTimesInside({ spans, scale }: Timeline): void {
  for (const { startMs, endMs, outcome } of spans) {
    expect(startMs === null || scale === "clock").toBe(true);
    expect(endMs ?? Infinity).toBeGreaterThanOrEqual(startMs ?? -Infinity);
    expect(outcome !== "open" || endMs === null).toBe(true);
  }
}

/** What proves a certain verdict stands out, if it is a thing that happened in time. */
function expectCertainVerdictShown({ diagnosis, timeline }: Report): void {
  if (diagnosis?.confidence !== "certain" || diagnosis.evidence.length === 0 || !timeline) return;
  const proofs = new Set(diagnosis.evidence.map(({ at }) => at));
  const command = timeline.spans.find(({ kind }) => kind === "command");
  const byTheEnd = command?.evidence.some(({ at }) => proofs.has(at)) === true;
  // Where strace was not allowed to trace there is nothing to draw.
  const unseen = diagnosis.stage === "tracer";
  expect(unseen || byTheEnd || [...timeline.spans, ...timeline.marks].some(({ failing }) => failing)).toBe(
    true,
  );
}
