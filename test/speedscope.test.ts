import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { render } from "@gotrace/core";
import { expect, test } from "vitest";
import { hasChromium, inChromium } from "./support/chromium.ts";
import { picturedReport } from "./support/pictured-report.ts";

const speedscope = createRequire(import.meta.url).resolve("speedscope/dist/release/index.html");
const needs = hasChromium ? "" : " (skipped: needs chromium)";

test.skipIf(!hasChromium).each([
  ["git-connect-refused", "go mod download -x"],
  ["http-404-log-only", "the go command"],
])(`speedscope itself opens the trace events of %s${needs}`, async (scenario, name) => {
  const folder = await mkdtemp(join(tmpdir(), "gotrace-speedscope-"));
  try {
    const events = await render(await picturedReport(scenario), "perfetto");
    // The way in which speedscope's own command hands a file to its page.
    const base64 = Buffer.from(events).toString("base64");
    const script = join(folder, "profile.js");
    await writeFile(script, `speedscope.loadFileFromBase64("run.json", "${base64}")`);
    await inChromium("", {}, async ({ page, complaints }) => {
      await page.goto(`${pathToFileURL(speedscope).href}#localProfilePath=${script}`);
      await page.getByText("Time Order").first().waitFor();
      await page.getByText(name).first().waitFor();
      expect(complaints.filter((text) => /error|fail|cannot|TypeError/i.test(text))).toEqual([]);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
