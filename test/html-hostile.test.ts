import { render, type Timeline, type TimelineSpan } from "@gotrace/core";
import { describe, expect, test } from "vitest";
import { expectQuiet, hasChromium, inChromium, windowOf } from "./support/chromium.ts";
import { picturedReport } from "./support/pictured-report.ts";

const needs = hasChromium ? "" : " (skipped: needs chromium)";

const attacks = [
  `<script>document.title="owned"</script>`,
  `</script><script>document.title="owned"</script>`,
  `<img src=x onerror="document.title='owned'">`,
  `"><svg onload=alert(1)>`,
  `<!--<script>`,
  `javascript:alert(1)`,
  `&lt;b&gt;`,
  `' onmouseover='alert(1)`,
  `</style></title></textarea>`,
];

/** Every text of the record's own, anywhere in the report, replaced by an attack; ids of closed lists stay. */
function poisoned<T>(value: T, attack: string): T {
  const free =
    /^(?:title|explanation|host|module|version|quote|at|text|command|weakens|label|result|path|what|url|error|cwd|argv|detail|shows|via|servedBy|endpoint|limits)$/;
  const change = (item: unknown, key: string): unknown => {
    if (typeof item === "string") return free.test(key) ? attack : item;
    if (Array.isArray(item)) return item.map((one) => change(one, key));
    if (typeof item !== "object" || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([name, one]) => [name, change(one, name)]));
  };
  return change(value, "") as T;
}

describe(`a record that attacks its reader${needs}`, () => {
  test.skipIf(!hasChromium).each(attacks)("stays text: %s", async (attack) => {
    const report = poisoned(await picturedReport("git-connect-refused"), attack);
    await inChromium(await render(report, "html"), {}, async (opened) => {
      const { page } = opened;
      await page.locator("summary").first().click();
      await page.getByRole("searchbox").fill(attack);
      expect(await page.title()).toContain("gotrace");
      expect(await page.locator("script").count()).toBe(2);
      expect(await page.locator("img, svg, iframe, object, [onerror], [onload], [onmouseover]").count()).toBe(
        0,
      );
      for (const link of await page.locator("a").all()) {
        expect(await link.getAttribute("href")).toMatch(/^https:\/\/[\w.]+\/[\w#/.-]*$/);
      }
      expect(await page.locator("body").innerText()).toContain(attack);
      expectQuiet(opened);
    });
  });
});

/** A long run: so many requests on a few tracks. */
function longTimeline(timeline: Timeline, count: number): Timeline {
  const tracks = 40;
  const [model] = timeline.spans;
  if (model === undefined) throw new Error("a timeline without spans");
  const spans = Array.from({ length: count }, (_, id): TimelineSpan => {
    const startMs = Math.floor(id / tracks) * 10 + (id % tracks) / 10;
    const label = `GET /example.com/m${id}/@v/list`;
    return {
      ...model,
      id,
      lane: 0,
      track: id % tracks,
      kind: "request",
      label,
      startMs,
      endMs: startMs + 7,
      order: id,
    };
  });
  const lanes = [
    { id: 0, kind: "host", label: "proxy.golang.org", role: null, host: null, pid: null, tracks },
  ] as const;
  return {
    ...timeline,
    durationMs: (count / tracks) * 10,
    lanes: [...lanes],
    spans,
    marks: [],
    gaps: [],
    links: [],
  };
}

describe(`100,000 spans${needs}`, () => {
  test.skipIf(!hasChromium)("are drawn, found and selected", async () => {
    const report = await picturedReport("cold-download");
    const runs = report.runs.map((run) =>
      run.timeline === undefined ? run : { ...run, timeline: longTimeline(run.timeline, 100_000) },
    );
    await inChromium(await render({ ...report, runs }, "html"), {}, async (opened) => {
      const { page } = opened;
      await page.getByRole("button", { name: "Zoom in" }).click();
      expect((await windowOf(opened)).to).toBeLessThan(25_000);
      await page.getByRole("searchbox").fill("/m99999/");
      await page.locator("output", { hasText: "1 of 100000" }).waitFor();
      expect((await windowOf(opened)).selected).toBe("99999");
      // However many there are, only a page of them is in the document.
      expect(await page.locator("*").count()).toBeLessThan(3000);
      expectQuiet(opened);
    });
  });
});
