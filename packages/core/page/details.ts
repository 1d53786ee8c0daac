import type { Timeline, TimelineEvidence, TimelineSpan } from "@gotrace/core";
import { button, element } from "./dom.ts";
import { outcomeSign, startText, tookText } from "./words.ts";

/** All that is known of a span: what it was, what came of it, and the lines that show it. */
export function spanDetails(timeline: Timeline, span: TimelineSpan, go: (id: number) => void): HTMLElement[] {
  const facts: [string, string | null][] = [
    ["result", span.result],
    ["outcome", span.outcome === "unknown" ? null : span.outcome],
    ["lane", timeline.lanes[span.lane]?.label ?? null],
    ["stage", span.stage],
    ["role", span.role],
    ["host", span.host],
    ["module", span.version === null ? span.module : `${span.module}@${span.version}`],
    ["began", startText(timeline, span)],
    ["took", tookText(span)],
    ...Object.entries<string | number | readonly string[]>({ ...span.attributes }).map(
      ([name, value]): [string, string] => [wordsOf(name), valueText(value)],
    ),
  ];
  const list = element("dl", { class: "facts" });
  for (const [name, value] of facts) {
    if (value === null || value === "") continue;
    list.append(element("div", {}, element("dt", {}, name), " ", element("dd", {}, value)));
  }
  const title = element(
    "h3",
    { class: span.failing ? "bad" : "" },
    `${outcomeSign(span)} ${span.kind} `.trimStart(),
  );
  title.append(element("span", { class: "name" }, span.label));
  return [
    title,
    ...(span.failing ? [element("p", { class: "failing" }, "The verdict rests on this.")] : []),
    list,
    evidenceList(span.evidence),
    relatedSpans(timeline, span, go),
  ];
}

function evidenceList(evidence: readonly TimelineEvidence[]): HTMLElement {
  const box = element("div", { class: "lines" });
  box.append(
    element("h4", {}, evidence.length === 0 ? "No line of the record is quoted." : "Seen in the record"),
  );
  for (const { at, quote } of evidence) {
    box.append(element("p", { class: "at" }, at));
    if (quote !== "") box.append(element("pre", { tabindex: "0" }, quote));
  }
  return box;
}

function relatedSpans(timeline: Timeline, span: TimelineSpan, go: (id: number) => void): HTMLElement {
  const related = [
    ...(span.parent === null ? [] : [{ word: "part of", id: span.parent }]),
    ...timeline.links.filter(({ to }) => to === span.id).map(({ from }) => ({ word: "after", id: from })),
    ...timeline.links.filter(({ from }) => from === span.id).map(({ to }) => ({ word: "led to", id: to })),
  ];
  const box = element("div", { class: "related" });
  for (const { word, id } of related.slice(0, 30)) {
    const other = timeline.spans[id];
    if (other === undefined) continue;
    const text = `${word}: ${other.kind} ${other.label}`;
    box.append(button(text, text, () => go(id)));
  }
  return box;
}

/** `bytesReceived` as `bytes received`. */
function wordsOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function valueText(value: string | number | readonly string[]): string {
  if (typeof value === "number") return value.toLocaleString("en");
  return typeof value === "string" ? value : value.join(" ");
}
