import type { Timeline } from "@gotrace/core";
import { spanKinds } from "../src/model/timeline.ts";
import { count } from "../src/report/text/words.ts";
import { spanDetails } from "./details.ts";
import { button, element } from "./dom.ts";
import { pictureOf, type Picture } from "./picture.ts";
import { tableOf } from "./table.ts";
import { searchText, spanSentence } from "./words.ts";

/** Builds the picture of one run, with its tools, its table and the panel of the selected span. */
export function buildRun(place: HTMLElement, timeline: Timeline): Picture {
  const details = element("div", { class: "details", "aria-label": "The selected span", role: "region" });
  const spoken = element("p", { class: "unseen", "aria-live": "polite" });
  const select = (id: number, near = false): void => {
    const span = timeline.spans[id];
    if (span === undefined) return;
    picture.show(id, near);
    table.show(id);
    details.replaceChildren(...spanDetails(timeline, span, (other) => select(other, true)));
    spoken.textContent = spanSentence(timeline, span);
  };
  const picture = pictureOf(timeline, (id) => select(id));
  const table = tableOf(timeline, (id) => select(id, true));
  details.append(element("p", { class: "faint" }, "Click a span to see the lines that show it."));

  const failing = timeline.spans.find((span) => span.failing);
  const tools = element(
    "div",
    { class: "tools", role: "toolbar", "aria-label": "Waterfall" },
    button("+", "Zoom in", () => picture.zoom(0.5)),
    button("−", "Zoom out", () => picture.zoom(2)),
    button("all", "Show the whole run", () => picture.fit()),
    failing === undefined
      ? null
      : button("what the verdict rests on", "Go to what the verdict rests on", () =>
          select(failing.id, true),
        ),
    searchField(timeline, (found) => {
      picture.search(found);
      table.search(found);
      const [first] = found ?? [];
      if (first !== undefined) select(first);
    }),
    element("span", { class: "faint hint" }, "drag to move · Ctrl + wheel to zoom"),
  );
  const list = element(
    "details",
    { class: "table" },
    element("summary", {}, `${count(timeline.spans.length, "span")} as a table`),
    table.root,
  );
  place.replaceChildren(tools, ...notes(timeline), picture.root, legend(timeline), spoken, details, list);
  if (failing !== undefined) select(failing.id);
  return picture;
}

/** Calls back with the ids of what contains every word that was typed; null where nothing was. */
function searchField(timeline: Timeline, onFound: (found: ReadonlySet<number> | null) => void): HTMLElement {
  const input = element("input", {
    type: "search",
    placeholder: "module, host, url …",
    "aria-label": "Search the spans",
  });
  const status = element("output");
  let texts: string[] | null = null;
  let waiting = 0;
  const search = (): void => {
    const words = input.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
    if (words.length === 0) {
      status.textContent = "";
      onFound(null);
      return;
    }
    texts ??= timeline.spans.map((span) => searchText(timeline, span));
    const found = new Set<number>();
    for (const [id, text] of texts.entries()) if (words.every((word) => text.includes(word))) found.add(id);
    status.textContent = `${found.size} of ${texts.length}`;
    onFound(found);
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  return element("span", { class: "search" }, input, status);
}

function notes(timeline: Timeline): HTMLElement[] {
  const untimed =
    timeline.scale === "clock" ? timeline.spans.filter(({ startMs }) => startMs === null).length : 0;
  const sentences = [
    timeline.scale === "order"
      ? "The record has no timestamps: the spans stand in the order of the record, and their widths mean nothing."
      : "",
    untimed === 0
      ? ""
      : `${untimed} ${untimed === 1 ? "span has" : "spans have"} no time on record and can be found in the table only.`,
  ];
  return sentences
    .filter((sentence) => sentence !== "")
    .map((sentence) => element("p", { class: "note" }, sentence));
}

function legend(timeline: Timeline): HTMLElement {
  const seen = new Set(timeline.spans.map(({ kind }) => kind));
  const list = element("ul", { class: "legend", "aria-label": "Colours" });
  for (const kind of spanKinds) {
    if (seen.has(kind)) list.append(element("li", {}, element("span", { class: `swatch ${kind}` }), kind));
  }
  if (timeline.spans.some(({ failing }) => failing)) {
    list.append(element("li", {}, element("span", { class: "swatch failed" }), "what the verdict rests on"));
  }
  if (timeline.gaps.length > 0)
    list.append(
      element("li", {}, element("span", { class: "swatch gap" }), "nothing but one wait, or nothing at all"),
    );
  return list;
}
