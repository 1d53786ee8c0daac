// The script of the HTML report. What it shows of a trace it writes as text only: nothing is parsed as markup.
import type { Timeline } from "@gotrace/core";
import { button } from "./dom.ts";
import type { Picture } from "./picture.ts";
import { buildRun } from "./run.ts";

const root = document.documentElement;
const timelines = JSON.parse(
  document.querySelector("#timelines")?.textContent ?? "[]",
) as (Timeline | null)[];
const runs = [...document.querySelectorAll<HTMLElement>("[data-run]")];
const pictures = new Map<number, Picture>();

/** Builds a run's picture when it is first looked at. */
function showRun(shown: number): void {
  for (const [index, run] of runs.entries()) run.hidden = index !== shown;
  for (const [index, tab] of document.querySelectorAll(".runs button").entries()) {
    tab.setAttribute("aria-pressed", String(index === shown));
  }
  const place = runs[shown]?.querySelector<HTMLElement>(".picture");
  const timeline = timelines[shown];
  if (place && timeline && !pictures.has(shown)) pictures.set(shown, buildRun(place, timeline));
}

function redraw(): void {
  for (const picture of pictures.values()) picture.redraw();
}

function addRunTabs(): void {
  const bar = document.querySelector(".runs");
  for (const [index, run] of runs.entries()) {
    const name = run.dataset["name"] ?? "";
    bar?.append(button(name, `Show ${name}`, () => showRun(index)));
  }
}

function addThemeSwitch(): void {
  const preferred = globalThis.matchMedia("(prefers-color-scheme: dark)");
  const isDark = (): boolean => (root.dataset["theme"] ?? (preferred.matches ? "dark" : "light")) === "dark";
  const toggle = button("◐", "Dark", () => {
    root.dataset["theme"] = isDark() ? "light" : "dark";
    tell();
  });
  const tell = (): void => {
    toggle.setAttribute("aria-pressed", String(isDark()));
    redraw();
  };
  toggle.id = "theme";
  preferred.addEventListener("change", tell);
  document.querySelector("header")?.append(toggle);
  tell();
}

/** A command can be taken along by a click; where the browser forbids it, it is selected. */
function addCopyButtons(): void {
  for (const command of document.querySelectorAll<HTMLElement>("pre.command")) {
    const copy = button("copy", "Copy this command", () => {
      globalThis.getSelection()?.selectAllChildren(command);
      const text = command.textContent;
      Promise.resolve(navigator.clipboard?.writeText(text)).then(
        () => {
          copy.textContent = "copied";
        },
        () => {
          copy.textContent = "selected";
        },
      );
    });
    command.after(copy);
  }
}

/** Bars are sized here: the policy of this page allows no style attributes. */
function sizeBars(): void {
  for (const bar of document.querySelectorAll<HTMLElement>("[data-share]")) {
    bar.style.width = `${Number(bar.dataset["share"]) * 100}%`;
  }
}

/** On paper: light, all of the run, the table unfolded. */
function preparePrinting(): void {
  let before: string | undefined;
  globalThis.addEventListener("beforeprint", () => {
    before = root.dataset["theme"];
    root.dataset["theme"] = "light";
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    for (const picture of pictures.values()) picture.paint();
  });
  globalThis.addEventListener("afterprint", () => {
    if (before === undefined) delete root.dataset["theme"];
    else root.dataset["theme"] = before;
    redraw();
  });
}

root.classList.add("live");
if (runs.length > 1) addRunTabs();
addThemeSwitch();
addCopyButtons();
sizeBars();
preparePrinting();
showRun(runs.findIndex((run) => "decides" in run.dataset));
