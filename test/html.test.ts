import { render } from "@gotrace/core";
import { describe, expect, test } from "vitest";
import { expectQuiet, hasChromium, inChromium, windowOf } from "./support/chromium.ts";
import { picturedReport, picturedScenarios } from "./support/pictured-report.ts";

const needs = hasChromium ? "" : " (skipped: needs chromium)";

describe.each(picturedScenarios)(`%s${needs}`, (scenario) => {
  test.skipIf(!hasChromium)("reads as its golden, and asks nobody", async () => {
    const page = await render(await picturedReport(scenario), "html");
    await inChromium(page, {}, async (opened) => {
      await opened.page.locator("summary").click();
      const text = await opened.page.locator("body").innerText();
      await expect(`${text.trim()}\n`).toMatchFileSnapshot(`golden-formats/${scenario}.html.txt`);
      expectQuiet(opened);
    });
  });
});

test("the page without data is small, admits no address and ends as text", async () => {
  const report = await picturedReport("tls-unknown-authority");
  const page = await render(report, "html");
  const data = /<script type="application\/json" id="timelines">(.*?)<\/script>/s.exec(page)?.[1] ?? "";
  expect(JSON.parse(data)).toEqual(report.runs.map(({ timeline }) => timeline));
  expect(page.length - data.length).toBeLessThan(400_000);
  expect(page).toMatch(
    /content="default-src &#39;none&#39;; script-src &#39;sha256-\S+&#39;; style-src &#39;sha256-\S+&#39;; base-uri/,
  );
  expect(page).not.toMatch(/unsafe-|\ssrc=|@import|url\(/);
  expect(page.endsWith("</html>\n")).toBe(true);
});

test("a report without its picture is refused", async () => {
  const report = await picturedReport("tls-unknown-authority");
  const [run] = report.runs;
  if (run === undefined) throw new Error("a report without runs");
  const { timeline: _, ...bare } = run;
  await expect(render({ ...report, runs: [bare] }, "html")).rejects.toThrow("timeline: true");
});

describe(`the page of a failed run${needs}`, () => {
  test.skipIf(!hasChromium)("zooms by button, key and wheel, and is moved by dragging", async () => {
    await inChromium(await render(await picturedReport("cold-download"), "html"), {}, async (opened) => {
      const { page } = opened;
      const whole = await windowOf(opened);
      await page.getByRole("button", { name: "Zoom in" }).click();
      const near = await windowOf(opened);
      expect(near.to - near.from).toBeCloseTo((whole.to - whole.from) / 2);
      const canvas = page.locator("canvas");
      await canvas.scrollIntoViewIfNeeded();
      await canvas.hover();
      await page.keyboard.down("Control");
      await page.mouse.wheel(0, -300);
      await page.keyboard.up("Control");
      const nearer = await windowOf(opened);
      expect(nearer.to - nearer.from).toBeLessThan(near.to - near.from);
      const box = await canvas.boundingBox();
      if (box === null) throw new Error("no canvas");
      await page.mouse.move(box.x + 600, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + 500, box.y + 20, { steps: 4 });
      await page.mouse.up();
      const later = await windowOf(opened);
      expect(later.from).toBeGreaterThan(nearer.from);
      expect(later.to - later.from).toBeCloseTo(nearer.to - nearer.from);
      await canvas.press("0");
      expect(await windowOf(opened)).toMatchObject({ from: whole.from, to: whole.to });
      expectQuiet(opened);
    });
  });

  test.skipIf(!hasChromium)(
    "shows what the verdict rests on, and the lines of a span that is clicked",
    async () => {
      const report = await picturedReport("tls-unknown-authority");
      await inChromium(await render(report, "html"), {}, async (opened) => {
        const { page } = opened;
        const details = page.getByRole("region", { name: "The selected span" });
        expect(await details.innerText()).toContain("The verdict rests on this.");
        // The command's own bar is the first row, over the whole width.
        await page.locator("canvas").click({ position: { x: 600, y: 54 } });
        const [command] = report.runs[0]?.timeline?.spans ?? [];
        expect((await windowOf(opened)).selected).toBe("0");
        for (const { quote } of command?.evidence ?? [])
          expect(await details.innerText()).toContain(quote.trim());
        expect(await page.locator("[aria-live]").textContent()).toContain("command go mod download -x");
        expectQuiet(opened);
      });
    },
  );

  test.skipIf(!hasChromium)("can be walked by keys alone, in the picture and in the table", async () => {
    await inChromium(await render(await picturedReport("cold-download"), "html"), {}, async (opened) => {
      const { page } = opened;
      const canvas = page.locator("canvas");
      await canvas.press("Enter");
      expect((await windowOf(opened)).selected).toBe("0");
      await canvas.press("ArrowDown");
      const below = (await windowOf(opened)).selected;
      await canvas.press("ArrowRight");
      const next = (await windowOf(opened)).selected;
      expect(new Set(["0", below, next]).size).toBe(3);
      await page.locator("summary").press("Enter");
      const stops = page.locator("tbody button");
      expect(await page.locator("tbody button[tabindex='0']").count()).toBe(1);
      await stops.first().focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      expect((await windowOf(opened)).selected).toBe("1");
      await page.keyboard.press("End");
      expect(await page.locator("tbody tr:last-child button:focus").count()).toBe(1);
      expectQuiet(opened);
    });
  });

  test.skipIf(!hasChromium)("finds by module, host and url", async () => {
    const report = await picturedReport("cold-download");
    const spans = report.runs[0]?.timeline?.spans ?? [];
    await inChromium(await render(report, "html"), {}, async (opened) => {
      const { page } = opened;
      await page.locator("summary").click();
      const field = page.getByRole("searchbox");
      await field.fill("acme/widget .zip");
      await page.locator("output", { hasText: " of " }).waitFor();
      const found = spans.filter(
        ({ attributes, module }) => module?.includes("acme/widget") && attributes.url?.endsWith(".zip"),
      );
      expect(found.length).toBeGreaterThan(0);
      const rows = await page.locator(".spans tbody tr").allInnerTexts();
      expect(rows.every((row) => row.includes("acme/widget"))).toBe(true);
      expect(rows.length).toBeGreaterThanOrEqual(found.length);
      expect(rows.length).toBeLessThan(spans.length);
      await field.fill("");
      await page.locator(`.spans tbody tr:nth-child(${spans.length})`).waitFor();
      expectQuiet(opened);
    });
  });

  test.skipIf(!hasChromium)("is light or dark as the reader's system, until it is switched", async () => {
    const html = await render(await picturedReport("tls-unknown-authority"), "html");
    const background = `getComputedStyle(document.body).backgroundColor`;
    const seen = await Promise.all(
      [false, true].map((dark) =>
        inChromium(html, { dark }, async (opened) => {
          const before = await opened.page.evaluate<string>(background);
          await opened.page.getByRole("button", { name: "Dark" }).click();
          const after = await opened.page.evaluate<string>(background);
          expectQuiet(opened);
          return [before, after];
        }),
      ),
    );
    const [light = [], dark = []] = seen;
    expect(light[0]).not.toBe(light[1]);
    expect(dark).toEqual(light.toReversed());
  });

  test.skipIf(!hasChromium)("can be read where no script runs", async () => {
    const html = await render(await picturedReport("tls-unknown-authority"), "html");
    await inChromium(html, { scripts: false }, async ({ page }) => {
      const text = await page.locator("body").innerText();
      expect(text).toContain("tls-unknown-authority");
      expect(text).toContain("update-ca-certificates");
    });
  });
});

describe(`several go commands${needs}`, () => {
  test.skipIf(!hasChromium)("are chosen by buttons; the last is shown first", async () => {
    const report = await picturedReport("second-go-fails");
    await inChromium(await render(report, "html"), {}, async (opened) => {
      const { page } = opened;
      const shown = page.locator("article:not([hidden])");
      expect(await shown.getAttribute("data-run")).toBe(String(report.runs.length - 1));
      await page.locator(".runs button").first().click();
      expect(await shown.getAttribute("data-run")).toBe("0");
      expect((await windowOf(opened)).to).toBeGreaterThan(0);
      expectQuiet(opened);
    });
  });
});
