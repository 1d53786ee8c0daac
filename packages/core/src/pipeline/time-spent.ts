import type { Interval } from "../model/facts.ts";
import type { HostTime, ModuleTime, TimeReport, Waits } from "../model/report.ts";
import type { Run } from "../model/run.ts";
import type { Micros } from "../model/time.ts";
import { moduleOfCachePath } from "./cache-path.ts";
import { roleOfHost } from "./roles.ts";
import {
  lengthMs,
  overlap,
  totalMs,
  type Wait,
  waitKinds,
  type WaitKind,
  waitsOf,
} from "./wait-intervals.ts";

/** As many places as a reader takes in; the rest is small. */
const mostRows = 10;

/** Wall time by what was waited for, and where. Waits of one kind that overlap count once. */
export function timeSpent(run: Run): TimeReport {
  const total = totalMs(run);
  if (total === null) return { ...unknownTime, total };
  const waits = waitsOf(run);
  const { waited: _, ...byKind } = sumsOf(waits);
  return { total, ...byKind, byHost: hostTimes(waits, run), byModule: moduleTimes(waits, run) };
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
  byHost: [],
  byModule: [],
};

function sumsOf(waits: readonly (Interval & { kind: WaitKind })[]): Waits {
  const sums: Waits = {
    waited: lengthMs(waits),
    dns: 0,
    connect: 0,
    tls: 0,
    response: 0,
    transfer: 0,
    vcs: 0,
    lock: 0,
  };
  for (const kind of waitKinds) sums[kind] = lengthMs(waits.filter((wait) => wait.kind === kind));
  return sums;
}

function hostTimes(waits: readonly Wait[], run: Run): HostTime[] {
  const groups = Map.groupBy(waits, ({ host }) => host);
  const rows = [...groups].flatMap(([host, own]): HostTime[] => {
    const [first] = own;
    if (host === null || !first) return [];
    return [{ host, role: roleOfHost(run, host, first.pid), ...sumsOf(own) }];
  });
  return longest(rows);
}

/** The waits at the host that was asked for a module while it was asked, its bodies, and the waits that name it themselves. */
function moduleTimes(waits: readonly Wait[], run: Run): ModuleTime[] {
  const named = waits.map((wait) =>
    wait.kind === "transfer" ? { ...wait, module: moduleOfBody(wait, run) } : wait,
  );
  const modules = new Set([
    ...run.attempts.map(({ module }) => module),
    ...named.map(({ module }) => module),
  ]);
  const rows = [...modules].flatMap((module): ModuleTime[] =>
    module === null
      ? []
      : [{ module, ...sumsOf([...askedFor(module, named, run), ...naming(module, named)]) }],
  );
  return longest(rows);
}

/**
 * Go says that it got a zip when the headers are there, before the body. A body that comes later is the one zip from that
 * host that was not moved into the cache by then; of several the record does not tell which.
 */
function moduleOfBody({ host, from }: Wait, run: Run): string | null {
  const begun = run.attempts.filter(
    (attempt) => attempt.host === host && attempt.endpoint === ".zip" && isBy(attempt.ended?.time, from),
  );
  const stored = run.files.filter(
    ({ call, path, time }) => call.startsWith("rename") && path.endsWith(".zip") && isBy(time, from),
  );
  const done = new Set(stored.map(({ path }) => moduleOfCachePath(path)?.module ?? null));
  const [only = null, ...others] = new Set(begun.map(({ module }) => module).filter((one) => !done.has(one)));
  return others.length === 0 ? only : null;
}

function isBy(time: Micros | null | undefined, limit: Micros): boolean {
  return time != null && time <= limit;
}

function naming(module: string, waits: readonly Wait[]): Wait[] {
  return waits.filter((wait) => wait.module === module);
}

function askedFor(module: string, waits: readonly Wait[], run: Run): Wait[] {
  return run.attempts.flatMap((attempt) => {
    const from = attempt.started.time;
    const to = (attempt.ended ?? run.ended)?.time ?? run.lastTime;
    if (attempt.module !== module || from === null || to === null) return [];
    const there = waits.filter((wait) => wait.host === attempt.host && wait.module === null);
    return there.flatMap((wait) => overlap(wait, { from, to }).map((part) => ({ ...wait, ...part })));
  });
}

function longest<Row extends Waits>(rows: readonly Row[]): Row[] {
  return rows
    .filter(({ waited }) => waited > 0)
    .toSorted((a, b) => b.waited - a.waited)
    .slice(0, mostRows);
}
