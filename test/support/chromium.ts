import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { expect } from "vitest";

const executable = "/usr/bin/chromium";

/** Whether Debian's Chromium is here; `.ci/run` installs it. */
export const hasChromium: boolean = existsSync(executable);

/** A page that was opened from a file, and what went wrong or out while it was. */
export interface OpenedPage {
  page: Page;
  /** Errors and warnings of the console, and uncaught exceptions. */
  complaints: string[];
  /** Everything that was asked for, but for the file itself. */
  requests: string[];
  /** Prints to this file as PNG. */
  shoot: (path: string, whole?: boolean) => Promise<void>;
}

interface Looks {
  dark?: boolean;
  width?: number;
  scripts?: boolean;
}

/** Writes a document to a file, opens it in a browser with an empty profile, and takes all away again. */
export async function inChromium<T>(
  html: string,
  look: Looks,
  act: (opened: OpenedPage) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "gotrace-chromium-"));
  let context: BrowserContext | null = null;
  try {
    const file = join(folder, "report.html");
    await writeFile(file, html);
    context = await chromium.launchPersistentContext(join(folder, "profile"), {
      executablePath: executable,
      headless: true,
      javaScriptEnabled: look.scripts ?? true,
      colorScheme: look.dark === true ? "dark" : "light",
      viewport: { width: look.width ?? 1280, height: 900 },
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    const address = pathToFileURL(file).href;
    page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (request.url() !== address) requests.push(request.url());
    });
    await page.goto(address);
    const shoot = async (path: string, whole = true): Promise<void> => {
      await page.screenshot({ path, fullPage: whole });
    };
    return await act({ page, complaints, requests, shoot });
  } finally {
    await context?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What a page may never do, whatever it shows. */
export function expectQuiet({ complaints, requests }: OpenedPage): void {
  expect(complaints).toEqual([]);
  expect(requests).toEqual([]);
}

/** What the picture of a report says of itself, once it is drawn: the part that is shown, and the id of the span. */
export async function windowOf({
  page,
}: OpenedPage): Promise<{ from: number; to: number; selected: string }> {
  await page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
  const canvas = page.locator("article:not([hidden]) canvas");
  const [from, to, selected] = await Promise.all(
    ["data-from", "data-to", "data-selected"].map((name) => canvas.getAttribute(name)),
  );
  return { from: Number(from), to: Number(to), selected: selected ?? "" };
}
