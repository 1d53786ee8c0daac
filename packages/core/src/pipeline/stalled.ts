import type { Connection, Program } from "../model/facts.ts";
import type { Run } from "../model/run.ts";
import { millisBetween, type Micros } from "../model/time.ts";

/** A pause that lasts less is no stall: bodies come in bursts. */
const stallMs = 2000;

/**
 * Connections on which an answer had begun and then nothing came any more, until the record ended.
 *
 * A connection that go merely keeps for its next request looks the same from outside. What tells them apart is what go
 * does next: after a whole answer it goes on (asks another, moves a file into the cache, runs a tool, speaks), and while
 * a body is missing it does nothing else.
 */
export function stalledConnections(run: Run, end: Micros | null): Connection[] {
  if (end === null || runsPrograms(run)) return [];
  return run.connections.filter((connection) => isStalled(connection, run, end));
}

/**
 * A compiler or a test at work is what go waits for then. What started go (`timeout`, a shell) is no work of go's, nor is
 * what has ended.
 */
function runsPrograms({ program, programs, startedPrograms, ended }: Run): boolean {
  if (program === null) return startedPrograms > 1;
  return programs.some((other) => other.pid !== program.pid && runsUntil(other, ended?.time ?? null));
}

function runsUntil({ ended }: Program, end: Micros | null): boolean {
  return ended === null || end === null || ended.time === null || ended.time >= end;
}

function isStalled(connection: Connection, run: Run, end: Micros): boolean {
  if (!isInAnswer(connection) || isClosed(connection, run)) return false;
  const last = connection.lastReceived?.time ?? null;
  const waitedMs = millisBetween(last, end);
  return last !== null && waitedMs !== null && waitedMs >= stallMs && !wentOn(run, connection, last);
}

/** Bytes came after the last that were sent, and they are no handshake's. */
function isInAnswer(connection: Connection): boolean {
  const { outcome, lastSent, lastReceived } = connection;
  if (outcome.kind !== "connected" || !wasAsked(connection) || hasEnded(connection)) return false;
  const sent = lastSent?.time ?? null;
  const received = lastReceived?.time ?? null;
  return sent !== null && received !== null && received > sent;
}

function wasAsked({ tls, tunnel, requests }: Connection): boolean {
  if (tunnel?.status === null) return false;
  return tls === null ? requests.length > 0 : tls.established !== null;
}

function hasEnded({ error, endOfFile }: Connection): boolean {
  return error !== null || endOfFile !== null;
}

function isClosed({ closed }: Connection, run: Run): boolean {
  return closed !== null && closed.time !== run.ended?.time;
}

/** The run did something else since. `# get URL: 200 OK` comes with the headers, before the body. */
function wentOn(run: Run, connection: Connection, last: Micros): boolean {
  const others = run.connections.filter((other) => other !== connection);
  const said = run.messages.filter(({ message }) => message.body.kind !== "get-done");
  const times = [
    ...others.map((other) => (other.lastActivity ?? other.started).time),
    ...run.files.map(({ time }) => time),
    ...run.locks.map(({ asked }) => asked.time),
    ...run.dnsQueries.map(({ asked }) => asked.time),
    ...said.map(({ time }) => time),
  ];
  return times.some((time) => time !== null && time > last);
}
