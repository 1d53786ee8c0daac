import type { Timeline, TimelineMark, TimelineSpan } from "../../model/timeline.ts";

/** Where spans and marks stand on a picture's axis, in microseconds, for formats that know nothing but clocks. */
export interface PictureClock {
  start(span: TimelineSpan): number;
  end(span: TimelineSpan): number;
  at(mark: TimelineMark): number;
}

/** Without timestamps each rank in the record's order counts as a millisecond. What has no end lasts to the picture's end. */
export function pictureClock(timeline: Timeline): PictureClock {
  return timeline.scale === "order" ? orderClock : recordClock(timeline);
}

const orderClock: PictureClock = {
  start: ({ order }) => order * 1000,
  end: ({ order }) => order * 1000 + 900,
  at: ({ order }) => order * 1000,
};

function recordClock({ durationMs, spans }: Timeline): PictureClock {
  const last = spans.reduce(
    (most, { startMs, endMs }) => Math.max(most, endMs ?? startMs ?? 0),
    durationMs ?? 0,
  );
  return {
    start: ({ startMs }) => toMicros(startMs ?? last),
    end: ({ endMs }) => toMicros(endMs ?? last),
    at: ({ atMs }) => toMicros(atMs ?? last),
  };
}

function toMicros(ms: number): number {
  return Math.round(ms * 1000);
}
