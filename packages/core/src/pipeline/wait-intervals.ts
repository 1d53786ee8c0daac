import type { Connection, DnsQuery, Interval, Moment } from "../model/facts.ts";
import type { Run } from "../model/run.ts";
import { millisBetween, type Micros } from "../model/time.ts";
import { moduleOfCachePath } from "./cache-path.ts";
import { hostOfAddress } from "./hosts.ts";
import { stalledConnections } from "./stalled.ts";
import { waitsForAnswer } from "./waits.ts";

/** What a run can wait for, in the order of the pipeline. */
export const waitKinds = ["dns", "connect", "tls", "response", "transfer", "vcs", "lock"] as const;

export type WaitKind = (typeof waitKinds)[number];

/** One stretch of time in which a run waited, as far as the record shows for whom. */
export interface Wait extends Interval {
  kind: WaitKind;
  host: string | null;
  pid: number;
  /** Known where the wait itself names it: a lock's path, a repository. */
  module: string | null;
}

/** Every wait of a run that has times. What was still open when it ended lasts until then. */
export function waitsOf(run: Run): Wait[] {
  const end = run.ended?.time ?? run.lastTime;
  if (end === null) return [];
  return [
    ...run.dnsQueries.flatMap((query) => dnsWaits(query, run, end)),
    ...run.connections.flatMap((connection) => connectionWaits(connection, run, end)),
    ...run.tools.flatMap(({ program, module }) => {
      const host = module?.split("/")[0] ?? null;
      return between(program.started, program.ended, end, { kind: "vcs", host, pid: program.pid, module });
    }),
    ...run.locks.flatMap(({ pid, path, asked, granted }) => {
      const module = moduleOfCachePath(path)?.module ?? null;
      return between(asked, granted, end, { kind: "lock", host: null, pid, module });
    }),
  ];
}

type About = Pick<Wait, "kind" | "host" | "pid" | "module">;

function dnsWaits(query: DnsQuery, run: Run, end: Micros): Wait[] {
  const host = askedHost(query, run);
  const stop = query.answer ?? query.error ?? query.abandoned;
  return between(query.asked, stop, end, { kind: "dns", host, pid: query.pid, module: null });
}

/** A name with a domain of the search list behind it was asked on account of the name. */
export function askedHost({ name }: DnsQuery, run: Run): string | null {
  if (name === null) return null;
  const full = name.replace(/\.$/, "");
  const meant = run.connections.find(({ host }) => host !== null && full.startsWith(`${host}.`));
  return meant?.host ?? full;
}

function connectionWaits(connection: Connection, run: Run, end: Micros): Wait[] {
  const { started, outcome, tls, closed, pid } = connection;
  const host = connection.host ?? hostOfAddress(run, connection.remote.ip);
  const about = (kind: WaitKind): About => ({ kind, host, pid, module: null });
  const handshakeEnd = tls && (tls.established ?? tls.rejected ?? tls.alert ?? closed);
  return [
    ...between(started, outcome.kind === "pending" ? null : outcome.moment, end, about("connect")),
    ...(tls ? between(tls.clientHello, handshakeEnd, end, about("tls")) : []),
    ...connection.responseWaits.map((wait) => ({ ...wait, ...about("response") })),
    ...connection.transferWaits.map((wait) => ({ ...wait, ...about("transfer") })),
    ...unendedWaits(connection, run, end, about),
  ];
}

function unendedWaits(
  connection: Connection,
  run: Run,
  end: Micros,
  about: (kind: WaitKind) => About,
): Wait[] {
  const wait = unendedWait(connection, run, end);
  return wait === null ? [] : between(wait.since, null, end, about(wait.kind));
}

/** An answer that had not begun, or a body that had stopped, when a run that did not end by itself was over. */
export function unendedWait(
  connection: Connection,
  run: Run,
  end: Micros,
): { kind: "response" | "transfer"; since: Moment } | null {
  const { tls, closed, outcome, lastSent, lastReceived } = connection;
  const exited = run.ending.kind === "exited";
  if (exited || outcome.kind !== "connected" || (closed !== null && closed.time !== end)) return null;
  if (tls !== null && tls.established === null) return null;
  if (lastSent !== null && waitsForAnswer(connection)) return { kind: "response", since: lastSent };
  const stalled = lastReceived !== null && stalledConnections(run, end).includes(connection);
  return stalled ? { kind: "transfer", since: lastReceived } : null;
}

function between(start: Moment, stop: Moment | null, end: Micros, about: About): Wait[] {
  const from = start.time;
  const to = stop === null ? end : stop.time;
  return from === null || to === null || to < from ? [] : [{ ...about, from, to }];
}

/** The length of the union of intervals, in milliseconds. */
export function lengthMs(intervals: readonly Interval[]): number {
  let length = 0;
  let reached = -Infinity;
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    if (to <= reached) continue;
    length += to - Math.max(from, reached);
    reached = to;
  }
  return length / 1000;
}

/** What two intervals have in common. */
export function overlap(a: Interval, b: Interval): Interval[] {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return to > from ? [{ from, to }] : [];
}

/** How long the record of a run is. */
export function totalMs(run: Run): number | null {
  return millisBetween(run.started?.time ?? null, run.ended?.time ?? run.lastTime);
}
