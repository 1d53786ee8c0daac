import type { Interval, Moment } from "../model/facts.ts";
import type { TimeReport } from "../model/report.ts";
import type { Run } from "../model/run.ts";
import { millisBetween, type Micros } from "../model/time.ts";

/** Wall time by what was waited for. Waits of one kind that overlap count once. */
export function timeSpent(run: Run): TimeReport {
  const end = run.ended?.time ?? run.lastTime;
  const total = millisBetween(run.started?.time ?? null, end);
  if (total === null || end === null) return { ...unknownTime, total };
  const until = (start: Moment, stop: Moment | null): Interval[] => interval(start.time, stop?.time ?? end);
  return {
    total,
    dns: lengthMs(
      run.dnsQueries.flatMap((query) => until(query.asked, query.answer ?? query.error ?? query.abandoned)),
    ),
    connect: lengthMs(
      run.connections.flatMap(({ started, outcome }) =>
        until(started, outcome.kind === "pending" ? null : outcome.moment),
      ),
    ),
    tls: lengthMs(
      run.connections.flatMap(({ tls, closed }) =>
        tls ? until(tls.clientHello, tls.established ?? tls.rejected ?? tls.alert ?? closed) : [],
      ),
    ),
    response: lengthMs(run.connections.flatMap((connection) => connection.responseWaits)),
    transfer: lengthMs(run.connections.flatMap((connection) => connection.transferWaits)),
    vcs: lengthMs(run.tools.flatMap(({ program }) => until(program.started, program.ended))),
    lock: lengthMs(run.locks.flatMap((lock) => until(lock.asked, lock.granted))),
  };
}

const unknownTime: TimeReport = {
  total: null,
  dns: null,
  connect: null,
  tls: null,
  response: null,
  transfer: null,
  vcs: null,
  lock: null,
};

function interval(from: Micros | null, to: Micros | null): Interval[] {
  return from === null || to === null || to < from ? [] : [{ from, to }];
}

/** The length of the union of intervals, in milliseconds. */
function lengthMs(intervals: readonly Interval[]): number {
  let length = 0;
  let reached = -Infinity;
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    if (to <= reached) continue;
    length += to - Math.max(from, reached);
    reached = to;
  }
  return length / 1000;
}
