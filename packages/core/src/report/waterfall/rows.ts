import type { Timeline, TimelineLane, TimelineMark, TimelineSpan } from "../../model/timeline.ts";

/** One line of the waterfall. */
export type Row =
  | { kind: "lane"; lane: TimelineLane }
  | { kind: "span"; span: TimelineSpan }
  | { kind: "mark"; mark: TimelineMark }
  | { kind: "more"; count: number };

/** So many lines of one lane are read; the others are counted. */
const mostOfLane = 24;

/** The lines of a picture, lane by lane, in the order of time. */
export function rowsOf(timeline: Timeline, all: boolean): Row[] {
  const spans = Map.groupBy(timeline.spans, ({ lane }) => lane);
  const marks = Map.groupBy(timeline.marks, ({ lane }) => lane);
  return timeline.lanes.flatMap((lane): Row[] => {
    const own = spans.get(lane.id) ?? [];
    const shown = all ? own : mostTelling(own);
    const rows: Row[] = [
      ...shown.map((span): Row => ({ kind: "span", span })),
      ...(marks.get(lane.id) ?? []).map((mark): Row => ({ kind: "mark", mark })),
    ];
    const more: Row[] = shown.length < own.length ? [{ kind: "more", count: own.length - shown.length }] : [];
    return [{ kind: "lane", lane }, ...rows.toSorted((a, b) => orderOf(a) - orderOf(b)), ...more];
  });
}

/** What failed, and what took longest. */
function mostTelling(spans: readonly TimelineSpan[]): readonly TimelineSpan[] {
  if (spans.length <= mostOfLane) return spans;
  return spans.toSorted((a, b) => weightOf(b) - weightOf(a)).slice(0, mostOfLane);
}

function weightOf({ failing, outcome, startMs, endMs }: TimelineSpan): number {
  if (failing) return Infinity;
  const length = (endMs ?? startMs ?? 0) - (startMs ?? 0);
  return outcome === "failed" || outcome === "open" ? 1e9 + length : length;
}

function orderOf(row: Row): number {
  switch (row.kind) {
    case "span":
      return row.span.order;
    case "mark":
      return row.mark.order;
    case "lane":
      return -1;
    case "more":
      return Infinity;
  }
}
