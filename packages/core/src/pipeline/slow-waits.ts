import type { Interval } from "../model/facts.ts";
import type { Failure, Run, SlowWait } from "../model/run.ts";
import type { TimeReport } from "../model/report.ts";
import { millisBetween } from "../model/time.ts";
import { blankFailure } from "./blank-failure.ts";
import { hostOfAddress } from "./hosts.ts";
import { queryError } from "./network-errors.ts";
import { roleOfHost } from "./roles.ts";
import { askedHost, lengthMs, waitsOf } from "./wait-intervals.ts";

/** Less is no wait that anybody minds, and below half of the wall time it is not where the time went. */
const leastWaitMs = 2000;
const leastShare = 0.5;

/**
 * For a run that ended well: the wait that most of its time went into, if one did. Work of the processor never counts:
 * under strace it takes many times as long.
 */
export function slowWaits(run: Run, time: TimeReport): Failure[] {
  const totalMs = time.total;
  // Without -f the answers that other threads read are not on record, and all seems to wait.
  if (totalMs === null || run.partial.has("forks-not-followed")) return [];
  const dominates = (ms: number | null): ms is number =>
    ms !== null && ms >= leastWaitMs && ms >= totalMs * leastShare;
  const tools = toolsWaited(run, time);
  return [
    ...(dominates(time.lock) ? slowLocks(run) : []),
    ...(dominates(time.dns) ? slowDns(run, time.dns, totalMs) : []),
    ...(dominates(time.connect) ? slowConnects(run, time.connect, totalMs) : []),
    ...(dominates(tools) ? slowTools(run, tools, totalMs) : []),
    ...(dominates(time.response) ? slowAnswers(run, "response", time.response, totalMs) : []),
    ...(dominates(time.transfer) ? slowAnswers(run, "transfer", time.transfer, totalMs) : []),
  ];
}

function slowLocks(run: Run): Failure[] {
  const waited = run.locks.map((lock) => ({
    lock,
    ms: millisBetween(lock.asked.time, lock.granted?.time ?? null) ?? 0,
  }));
  const longest = waited.toSorted((a, b) => b.ms - a.ms)[0];
  if (!longest) return [];
  const { lock, ms } = longest;
  const failure = blankFailure({ kind: "lock-wait", path: lock.path, waitedMs: ms, ended: true });
  return [{ ...failure, lock, time: lock.asked.time, during: "lock" }];
}

/**
 * How long git and what it started waited for the network. How long they ran would not do: they make thousands of system
 * calls, and under strace each takes many times as long. Where the trace has no network calls nothing better is known.
 */
function toolsWaited(run: Run, time: TimeReport): number | null {
  if (!run.networkTraced) return time.vcs;
  const own = run.program?.pid ?? null;
  return lengthMs(waitsOf(run).filter(({ kind, pid }) => kind !== "vcs" && kind !== "lock" && pid !== own));
}

function slowTools(run: Run, waitedMs: number, totalMs: number): Failure[] {
  const tool = run.tools.find((candidate) => candidate.name === "git") ?? run.tools[0] ?? null;
  const failure = blankFailure(slow("version-control", waitedMs, totalMs));
  const module = tool?.module ?? null;
  return [{ ...failure, role: "direct", host: module?.split("/")[0] ?? null, module, tool, during: "vcs" }];
}

/** Searching names that do not exist costs by their number; a server that does not answer costs by the second. */
function slowDns(run: Run, waitedMs: number, totalMs: number): Failure[] {
  const slowest = run.dnsQueries.toSorted((a, b) => queryMs(b) - queryMs(a))[0];
  if (!slowest) return [];
  const missing = run.dnsQueries.filter((query) => query.answer?.responseCode === "NXDOMAIN");
  const missingMs = missing.reduce((sum, query) => sum + queryMs(query), 0);
  const search = missing.length > 2 && missingMs > waitedMs;
  const error = queryError(slowest);
  // No address of one family is an answer, however late it came.
  const failed = search || error?.reason === "dns-no-such-host" ? null : error;
  const failure = blankFailure(failed ?? slow(search ? "dns-search-list" : "dns-server", waitedMs, totalMs));
  const host = askedHost(slowest, run);
  const role = host === null ? "module-proxy" : roleOfHost(run, host, slowest.pid);
  return [{ ...failure, role, host, query: slowest, during: "dns", time: slowest.asked.time }];
}

function queryMs(query: Run["dnsQueries"][number]): number {
  const end = query.answer ?? query.error ?? query.abandoned;
  return millisBetween(query.asked.time, end?.time ?? null) ?? 0;
}

/** A dead element of GOPROXY before `|` is asked again for every file; a dead IPv6 route costs at every connection. */
function slowConnects(run: Run, waitedMs: number, totalMs: number): Failure[] {
  const failed = run.connections.filter((connection) => connection.outcome.kind !== "connected");
  const worst = failed.toSorted((a, b) => connectMs(b) - connectMs(a))[0];
  if (!worst) return [];
  const ipv6 = worst.remote.ip.includes(":");
  const host = worst.host ?? hostOfAddress(run, worst.remote.ip);
  const failure = blankFailure(slow(ipv6 ? "ipv6-connect" : "dead-proxy-entry", waitedMs, totalMs));
  const role = host === null ? "module-proxy" : roleOfHost(run, host, worst.pid);
  const module = run.tools.find(({ program }) => program.pid === worst.pid)?.module ?? null;
  return [
    {
      ...failure,
      role,
      host,
      module,
      connection: worst,
      during: ipv6 ? "connect" : "route",
      time: worst.started.time,
    },
  ];
}

function connectMs(connection: Run["connections"][number]): number {
  const { outcome, started } = connection;
  return outcome.kind === "pending" ? 0 : (millisBetween(started.time, outcome.moment.time) ?? 0);
}

function slowAnswers(run: Run, on: "response" | "transfer", waitedMs: number, totalMs: number): Failure[] {
  const waits = on === "response" ? "responseWaits" : "transferWaits";
  const slowest = run.connections.toSorted((a, b) => sumMs(b[waits]) - sumMs(a[waits]))[0];
  if (!slowest) return [];
  const host = slowest.host ?? hostOfAddress(run, slowest.remote.ip);
  const failure = blankFailure(slow(on, waitedMs, totalMs));
  const role = host === null ? "module-proxy" : roleOfHost(run, host, slowest.pid);
  const during = on === "response" ? "http" : "transfer";
  return [{ ...failure, role, host, connection: slowest, during, time: slowest.lastActivity?.time ?? null }];
}

function sumMs(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { from, to }) => sum + to - from, 0) / 1000;
}

function slow(on: SlowWait["on"], waitedMs: number, totalMs: number): SlowWait {
  return { kind: "slow", on, waitedMs, totalMs };
}
