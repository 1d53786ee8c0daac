import type { Timeline, TimelineLane, TimelineMark, TimelineSpan } from "@gotrace/core";

/** A row of the picture: the spans of one track, none of which covers another, by start. */
export interface Row {
  lane: TimelineLane;
  /** The first of its lane: it carries the lane's name and its marks. */
  head: boolean;
  spans: TimelineSpan[];
  marks: TimelineMark[];
}

/** A timeline as it is laid out: rows downwards; to the right milliseconds or, without timestamps, the order of the record. */
export interface Scene {
  timeline: Timeline;
  rows: Row[];
  /** The right end of the picture. */
  total: number;
  /** Of a span's id: the index of its row. */
  rowOf: Map<number, number>;
}

export function sceneOf(timeline: Timeline): Scene {
  const rows: Row[] = [];
  const firstRow = new Map<number, number>();
  for (const lane of timeline.lanes) {
    firstRow.set(lane.id, rows.length);
    for (let track = 0; track < Math.max(1, lane.tracks); track++) {
      rows.push({ lane, head: track === 0, spans: [], marks: [] });
    }
  }
  const rowOf = new Map<number, number>();
  for (const span of timeline.spans) {
    if (startOf(timeline, span) === null) continue;
    const index = (firstRow.get(span.lane) ?? 0) + span.track;
    rowOf.set(span.id, index);
    rows[index]?.spans.push(span);
  }
  for (const mark of timeline.marks) rows[firstRow.get(mark.lane) ?? 0]?.marks.push(mark);
  return { timeline, rows, total: totalOf(timeline), rowOf };
}

function totalOf({ scale, durationMs, spans, marks }: Timeline): number {
  if (scale === "order") return spans.length + marks.length || 1;
  let total = durationMs ?? 0;
  for (const { startMs, endMs } of spans) total = Math.max(total, endMs ?? startMs ?? 0);
  for (const { atMs } of marks) total = Math.max(total, atMs ?? 0);
  return total || 1;
}

/** Where a span begins on the axis; null where the record gives it no time. */
export function startOf(timeline: Timeline, span: TimelineSpan): number | null {
  return timeline.scale === "order" ? span.order : span.startMs;
}

/** Where it ends: what did not end on record reaches to the end of the picture. */
export function endOf(scene: Scene, span: TimelineSpan): number {
  return scene.timeline.scale === "order" ? span.order + 0.9 : (span.endMs ?? scene.total);
}

/** Where a mark stands. */
export function placeOf(timeline: Timeline, mark: TimelineMark): number | null {
  return timeline.scale === "order" ? mark.order : mark.atMs;
}

/** The index of the last span of a row that begins at or before a place; -1 where none does. */
export function lastBefore(scene: Scene, row: Row, place: number): number {
  let low = 0;
  let high = row.spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = row.spans[middle];
    if (span !== undefined && (startOf(scene.timeline, span) ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
