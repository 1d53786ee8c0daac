import type { Timeline, TimelineMark, TimelineSpan } from "../../model/timeline.ts";
import type { Stage } from "../../model/vocabulary.ts";

/** What of a picture to show. Everything unless told; the command itself is always there. */
export interface TimelineView {
  /** Module path, or the beginning of one. */
  module?: string;
  /** Host name; a domain stands for the hosts in it. */
  host?: string;
  stage?: Stage;
  /** Milliseconds since the command's start. */
  fromMs?: number;
  toMs?: number;
}

/** The same picture with less in it, its spans and lanes numbered anew. */
export function narrow(timeline: Timeline, view: TimelineView): Timeline {
  const spans = timeline.spans.filter((span) => span.kind === "command" || isWanted(span, view));
  const marks = timeline.marks.filter((mark) => isMarkWanted(mark, view));
  if (spans.length === timeline.spans.length && marks.length === timeline.marks.length) return timeline;
  const ids = new Map(spans.map(({ id }, index) => [id, index]));
  const used = new Set([...spans, ...marks].map(({ lane }) => lane));
  const lanes = timeline.lanes.filter(({ id }) => used.has(id));
  const laneIds = new Map(lanes.map(({ id }, index) => [id, index]));
  return {
    ...timeline,
    lanes: lanes.map((lane, id) => ({ ...lane, id })),
    spans: spans.map((span, id) => ({
      ...span,
      id,
      lane: laneIds.get(span.lane) ?? 0,
      parent: span.parent === null ? null : (ids.get(span.parent) ?? null),
    })),
    marks: marks.map((mark) => ({ ...mark, lane: laneIds.get(mark.lane) ?? 0 })),
    gaps: timeline.gaps.filter(({ startMs, endMs }) => isInTime(startMs, endMs, view)),
    links: timeline.links.flatMap(({ kind, from, to }) => {
      const [source, target] = [ids.get(from), ids.get(to)];
      return source === undefined || target === undefined ? [] : [{ kind, from: source, to: target }];
    }),
  };
}

function isWanted(span: TimelineSpan, { module, host, stage, ...time }: TimelineView): boolean {
  if (module !== undefined && !isIn(span.module, module)) return false;
  if (host !== undefined && span.host !== host && span.host?.endsWith(`.${host}`) !== true) return false;
  if (stage !== undefined && span.stage !== stage) return false;
  return isInTime(span.startMs, span.endMs, time);
}

function isIn(module: string | null, wanted: string): boolean {
  return module === wanted || module?.startsWith(`${wanted}/`) === true;
}

/** What the command said belongs to whatever is looked at. */
function isMarkWanted({ atMs, stage, failing }: TimelineMark, view: TimelineView): boolean {
  if (view.stage !== undefined && stage !== view.stage && !failing) return false;
  return isInTime(atMs, atMs, view);
}

function isInTime(startMs: number | null, endMs: number | null, { fromMs, toMs }: TimelineView): boolean {
  if (startMs === null) return fromMs === undefined && toMs === undefined;
  return startMs <= (toMs ?? Infinity) && (endMs ?? Infinity) >= (fromMs ?? -Infinity);
}
