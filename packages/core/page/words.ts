import type { Timeline, TimelineSpan } from "@gotrace/core";
import { duration } from "../src/report/text/words.ts";

/** A moment on the axis: milliseconds since the start, or the place in the record's order. */
export function momentText(timeline: Timeline, place: number, step: number): string {
  if (timeline.scale === "order") return `#${Math.round(place) + 1}`;
  if (place === 0) return "0";
  if (step < 1) return `${place.toFixed(Math.min(6, Math.ceil(-Math.log10(step))))}ms`;
  if (step < 1000)
    return place < 10_000 ? `${Math.round(place)}ms` : `${(place / 1000).toFixed(step < 100 ? 2 : 1)}s`;
  const seconds = Math.round(place / 1000);
  return seconds < 120
    ? `${seconds}s`
    : `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, "0")}s`;
}

/** When a span began: to the tenth of a millisecond. */
export function startText(timeline: Timeline, span: TimelineSpan): string {
  if (timeline.scale === "order") return `#${span.order + 1}`;
  return span.startMs === null ? "" : `${span.startMs.toFixed(1)}ms`;
}

export function tookText(span: TimelineSpan): string {
  if (span.startMs === null) return "";
  return span.endMs === null ? "no end on record" : duration(span.endMs - span.startMs);
}

/** One character for what came of a span: not by colour alone. */
export function outcomeSign(span: TimelineSpan): string {
  switch (span.outcome) {
    case "ok":
      return "✓";
    case "failed":
      return "✗";
    case "abandoned":
      return "–";
    case "open":
      return "…";
    case "unknown":
      return "";
  }
}

/** A span in one line, for a tool tip and for a screen reader. */
export function spanSentence(timeline: Timeline, span: TimelineSpan): string {
  const lane = timeline.lanes[span.lane]?.label ?? "";
  return [
    span.failing ? "what the verdict rests on" : "",
    `${span.kind} ${span.label}`,
    span.result ?? "",
    span.outcome === "unknown" ? "" : span.outcome,
    `in ${lane}`,
    timeline.scale === "clock" && span.startMs !== null ? `at ${startText(timeline, span)}` : "",
    tookText(span),
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/** What search looks through, in lower case. */
export function searchText(timeline: Timeline, span: TimelineSpan): string {
  const { url, path, peer, questionName, via, argv } = span.attributes;
  const version = span.version === null ? "" : `${span.module}@${span.version}`;
  const lane = timeline.lanes[span.lane]?.label;
  return [
    span.kind,
    span.label,
    span.result,
    span.host,
    span.module,
    version,
    span.stage,
    url,
    path,
    peer,
    questionName,
  ]
    .concat(via, argv?.join(" "), lane)
    .filter((part) => part !== null && part !== undefined)
    .join("\n")
    .toLowerCase();
}
