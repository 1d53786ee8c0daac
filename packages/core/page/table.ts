import type { Timeline, TimelineSpan } from "@gotrace/core";
import { count } from "../src/report/text/words.ts";
import { button, element } from "./dom.ts";
import { outcomeSign, startText, tookText } from "./words.ts";

const pageSize = 100;

/** The same spans as a table: for screen readers, for paper, and for whoever reads better than looks. */
export interface SpanTable {
  root: HTMLElement;
  search: (found: ReadonlySet<number> | null) => void;
  /** Marks a span's row, and turns to its page. */
  show: (id: number) => void;
}

const heads = ["began", "took", "where", "what", "result", "module"];

export function tableOf(timeline: Timeline, onSelect: (id: number) => void): SpanTable {
  let listed: readonly TimelineSpan[] = timeline.spans;
  let page = 0;
  let selected: number | null = null;
  const body = element("tbody");
  const status = element("span", { role: "status" });
  const back = button("‹ earlier", "Earlier spans", () => turn(-1));
  const forth = button("later ›", "Later spans", () => turn(1));
  const head = element("tr");
  for (const name of heads) head.append(element("th", { scope: "col" }, name));
  const table = element("table", { "aria-label": "Spans of this run" }, element("thead", {}, head), body);
  const pager = element("div", { class: "pager" }, status, back, forth);
  const root = element("div", { class: "spans" }, pager, element("div", { class: "wide" }, table));

  const fill = (): void => {
    const shown = listed.slice(page * pageSize, (page + 1) * pageSize);
    const first = page * pageSize + 1;
    table.setAttribute("aria-rowcount", String(listed.length + 1));
    status.textContent =
      listed.length <= pageSize
        ? count(listed.length, "span")
        : `${first} to ${first + shown.length - 1} of ${listed.length} spans`;
    back.hidden = forth.hidden = listed.length <= pageSize;
    back.disabled = page === 0;
    forth.disabled = (page + 1) * pageSize >= listed.length;
    const stop = shown.some(({ id }) => id === selected) ? selected : shown[0]?.id;
    body.replaceChildren(
      ...shown.map((span, index) => {
        const row = rowOf(timeline, span, span.id === stop, onSelect);
        row.setAttribute("aria-rowindex", String(first + index + 1));
        if (span.id === selected) row.setAttribute("aria-current", "true");
        return row;
      }),
    );
  };
  const turn = (by: number): void => {
    page += by;
    fill();
  };
  body.addEventListener("keydown", (event) => moveFocus(event, body));
  fill();
  return {
    root,
    search: (found) => {
      listed = found === null ? timeline.spans : timeline.spans.filter(({ id }) => found.has(id));
      page = 0;
      fill();
    },
    show: (id) => {
      selected = id;
      const index = listed.findIndex((span) => span.id === id);
      if (index !== -1) page = Math.floor(index / pageSize);
      const focused = body.contains(document.activeElement);
      fill();
      if (focused) body.querySelector<HTMLElement>("[tabindex='0']")?.focus();
    },
  };
}

function rowOf(
  timeline: Timeline,
  span: TimelineSpan,
  stop: boolean,
  onSelect: (id: number) => void,
): HTMLTableRowElement {
  const name = element(
    "button",
    { type: "button", tabindex: stop ? "0" : "-1", class: "link" },
    `${outcomeSign(span)} ${span.kind} ${span.label}`.trimStart(),
  );
  name.addEventListener("click", () => onSelect(span.id));
  const cells = [
    startText(timeline, span),
    tookText(span),
    timeline.lanes[span.lane]?.label ?? "",
    name,
    span.result ?? "",
    span.module === null ? "" : span.module + (span.version === null ? "" : `@${span.version}`),
  ];
  const row = element("tr", { class: span.failing ? "failing" : "" });
  for (const cell of cells) row.append(element("td", {}, cell));
  return row;
}

/** One stop for Tab; the arrow keys go from row to row. */
function moveFocus(event: KeyboardEvent, body: HTMLElement): void {
  const stops = [...body.querySelectorAll<HTMLElement>("button")];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  const next = nextStop(event.key, at, stops.length);
  const target = next === null ? undefined : stops[next];
  if (at === -1 || target === undefined) return;
  event.preventDefault();
  stops[at]?.setAttribute("tabindex", "-1");
  target.setAttribute("tabindex", "0");
  target.focus();
}

function nextStop(key: string, at: number, stops: number): number | null {
  switch (key) {
    case "ArrowDown":
      return at + 1;
    case "ArrowUp":
      return at - 1;
    case "Home":
      return 0;
    case "End":
      return stops - 1;
    default:
      return null;
  }
}
