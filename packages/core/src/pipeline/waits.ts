import type { Connection, DnsQuery } from "../model/facts.ts";
import type { Attempt, Failure, Run, Tool, TraceError } from "../model/run.ts";
import { millisBetween, type Micros } from "../model/time.ts";
import type { Role, Stage } from "../model/vocabulary.ts";
import { blankFailure } from "./blank-failure.ts";
import { stalledConnections } from "./stalled.ts";
import { hostOfAddress } from "./hosts.ts";
import { roleOfHost } from "./roles.ts";

/**
 * What a command was waiting for when its record ended: a lock that was not granted, a connection, an answer. The most
 * telling first: a lock or a tool explains open connections beside it, not the other way round.
 */
export function pendingWaits(run: Run): Failure[] {
  const end = run.ended?.time ?? run.lastTime;
  return [
    ...pendingLocks(run, end),
    ...pendingTools(run, end),
    ...run.connections.flatMap((connection) => pendingConnection(connection, run, end)),
    ...run.dnsQueries.filter(isOpen).map((query) => pendingQuery(query, run, end)),
    ...stalledTransfers(run, end),
    ...run.attempts.flatMap((attempt) => unanswered(attempt, run, end)),
  ];
}

function pendingLocks(run: Run, end: Micros | null): Failure[] {
  return run.locks
    .filter((lock) => lock.granted === null && lock.errno === null)
    .map((lock) => ({
      ...wait(
        { kind: "lock-wait", path: lock.path, waitedMs: millisBetween(lock.asked.time, end), ended: false },
        "lock",
      ),
      lock,
      time: lock.asked.time,
    }));
}

function pendingTools(run: Run, end: Micros | null): Failure[] {
  const running = run.tools.filter((tool) => tool.program.ended === null);
  const waits = running.map((tool) => {
    const pid = tool.program.pid;
    const connection = run.connections.find(
      (candidate) => candidate.pid === pid && candidate.closed === null,
    );
    return connection ? pendingConnection(connection, run, end).map((failure) => ({ ...failure, tool })) : [];
  });
  // git waits for the helper that it started, and the helper for the network.
  const silent = running.filter((_, index) => waits[index]?.length === 0).map((tool) => silentTool(tool));
  return [...waits.flat(), ...silent];
}

function silentTool(tool: Tool): Failure {
  const failure = wait({ kind: "tool-silent", tool: tool.name, exitStatus: null }, "vcs");
  return { ...failure, role: "direct", host: tool.module?.split("/")[0] ?? null, module: tool.module, tool };
}

function stalledTransfers(run: Run, end: Micros | null): Failure[] {
  return stalledConnections(run, end).map((connection) => {
    const waitedMs = millisBetween(connection.lastReceived?.time ?? null, end);
    return failureOn(connection, { error: { kind: "transfer-stalled", waitedMs }, stage: "transfer" }, run);
  });
}

/** A request that go told of and that got no answer, while others on the same HTTP/2 connection did. */
function unanswered(attempt: Attempt, run: Run, end: Micros | null): Failure[] {
  const { host, role, module, started, ended } = attempt;
  const connection = run.connections.findLast(
    (candidate) => candidate.host === host && isOpenForRequests(candidate),
  );
  if (ended !== null || !connection) return [];
  const waitedMs = millisBetween(started.time, end);
  return [
    {
      ...wait({ kind: "no-response", waitedMs }, "http"),
      role,
      host,
      module,
      connection,
      time: started.time,
    },
  ];
}

function isOpenForRequests({ outcome, tls, closed }: Connection): boolean {
  return closed === null && (tls === null ? outcome.kind === "connected" : tls.established !== null);
}

function pendingConnection(connection: Connection, run: Run, end: Micros | null): Failure[] {
  if (connection.closed !== null && connection.closed.time !== run.ended?.time) return [];
  const waiting = waitOf(connection, end);
  return waiting === null ? [] : [failureOn(connection, waiting, run)];
}

interface Waiting {
  error: TraceError;
  stage: Stage;
}

function failureOn(connection: Connection, { error, stage }: Waiting, run: Run): Failure {
  const host = connection.host ?? hostOfAddress(run, connection.remote.ip);
  return {
    ...wait(error, stage),
    role: roleOfConnection(connection, host, run),
    host,
    connection,
    time: connection.started.time,
  };
}

function waitOf(connection: Connection, end: Micros | null): Waiting | null {
  if (connection.outcome.kind === "pending") {
    const waitedMs = millisBetween(connection.started.time, end);
    return { error: { kind: "connect-pending", waitedMs }, stage: "connect" };
  }
  const stage = connection.outcome.kind === "connected" ? unansweredStage(connection) : null;
  const waitedMs = millisBetween(connection.lastActivity?.time ?? null, end);
  return stage === null ? null : { error: { kind: "no-response", waitedMs }, stage };
}

/** The stage whose answer an established connection waits for; null where it waits for none. */
function unansweredStage(connection: Connection): Stage | null {
  const { tls, tunnel } = connection;
  if (connection.firstByteSent === null) return null;
  if (tunnel?.status === null) return "forward-proxy";
  if (tls?.serverHello === null) return "tls";
  if (tls?.established === null) return null;
  return waitsForAnswer(connection) ? "http" : null;
}

/** The last thing on a connection was a request, as far as its clear text or the direction of its last bytes tells. */
export function waitsForAnswer(connection: Connection): boolean {
  if (connection.requests.length > 0) return connection.requests.some((request) => request.answer === null);
  return (
    connection.lastSent !== null && isLater(connection.lastSent.time, connection.lastReceived?.time ?? null)
  );
}

function isLater(a: Micros | null, b: Micros | null): boolean {
  return a !== null && (b === null || a > b);
}

function isOpen(query: DnsQuery): boolean {
  return query.answer === null && query.error === null && query.abandoned === null;
}

function pendingQuery(query: DnsQuery, run: Run, end: Micros | null): Failure {
  const waitedMs = millisBetween(query.asked.time, end);
  const host = query.name;
  return {
    ...wait({ kind: "dns-pending", waitedMs }, "dns"),
    role: host === null ? "module-proxy" : roleOfHost(run, host, query.pid),
    host,
    query,
    time: query.asked.time,
  };
}

function roleOfConnection(connection: Connection, host: string | null, run: Run): Role {
  return host === null ? "module-proxy" : roleOfHost(run, host, connection.pid);
}

function wait(error: TraceError, during: Stage): Failure {
  return { ...blankFailure(error), during };
}
