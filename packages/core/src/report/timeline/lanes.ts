import { laneKinds, type TimelineLane } from "../../model/timeline.ts";
import { millisBetween, type Micros } from "../../model/time.ts";
import type { DraftLane, DraftSpan } from "./draft.ts";
import type { DraftMark } from "./marks.ts";

/** Lanes and spans with their numbers. */
export interface Numbered {
  lanes: TimelineLane[];
  placeOf(draft: DraftSpan): Place;
  laneIdOf(lane: DraftLane): number;
}

interface Place {
  id: number;
  lane: number;
  track: number;
}

/**
 * Gives each lane its number, in reading order, and each span the first row of its lane that is free by then.
 *
 * @param drafts by start
 */
export function numberLanes(
  drafts: readonly DraftSpan[],
  marks: readonly DraftMark[],
  zero: Micros | null,
  endMs: number | null,
): Numbered {
  const all = new Map<string, DraftLane>();
  for (const { lane } of [...drafts, ...marks]) if (!all.has(keyOf(lane))) all.set(keyOf(lane), lane);
  const sorted = [...all].toSorted(([, a], [, b]) => laneKinds.indexOf(a.kind) - laneKinds.indexOf(b.kind));
  const lanes = sorted.map(([, lane], id): TimelineLane => ({ id, ...lane, tracks: 1 }));
  const ids = new Map(sorted.map(([key], id) => [key, id]));
  const laneIdOf = (lane: DraftLane): number => ids.get(keyOf(lane)) ?? 0;

  const places = new Map<DraftSpan, Place>();
  const busyUntil = lanes.map((): number[] => []);
  for (const [id, draft] of drafts.entries()) {
    const lane = laneIdOf(draft.lane);
    const rows = busyUntil[lane] ?? [];
    const start = millisBetween(zero, draft.from.time) ?? id;
    const end = endOf(draft, start, zero, endMs);
    const free = rows.findIndex((until) => until <= start);
    const track = free < 0 ? rows.length : free;
    rows[track] = end;
    places.set(draft, { id, lane, track });
  }
  for (const [id, rows] of busyUntil.entries()) {
    const lane = lanes[id];
    if (lane) lane.tracks = Math.max(1, rows.length);
  }
  const nowhere: Place = { id: 0, lane: 0, track: 0 };
  return { lanes, laneIdOf, placeOf: (draft) => places.get(draft) ?? nowhere };
}

function endOf(draft: DraftSpan, start: number, zero: Micros | null, endMs: number | null): number {
  // Without a clock each span has a place of its own in the order.
  if (zero === null || draft.from.time === null) return start + 1;
  const end = draft.to === null ? endMs : millisBetween(zero, draft.to.time);
  return Math.max(end ?? start, start + Number.EPSILON);
}

function keyOf({ kind, label }: DraftLane): string {
  return `${kind} ${label}`;
}
