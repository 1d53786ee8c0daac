import type { Connection, Facts } from "../model/facts.ts";
import { noiseKinds, type NoiseCount, type NoiseKind } from "../model/noise.ts";
import { compareOrigins, type Origin } from "../model/origin.ts";
import type { Attempt, Run } from "../model/run.ts";
import { millisBetween } from "../model/time.ts";
import { isNotFound } from "./attempts.ts";

/** An attempt at the slower family that takes longer than this is no race, it is a delay. */
const longestRaceMs = 1000;

/**
 * What of a record looks like trouble and is normal: calls, as they were counted while the trace was read, and what only
 * shows beside other facts. In the order of the vocabulary.
 */
export function noiseOf(facts: Facts, runs: readonly Run[]): NoiseCount[] {
  const counted = facts.noise ?? [];
  const attempts = runs.flatMap((run) => run.attempts);
  const counts = runs.some(asksAFolder) ? counted.filter(({ kind }) => kind !== "cache-miss") : counted;
  const shown: [NoiseKind, readonly Origin[]][] = [
    ["path-prefix-not-found", attempts.filter((one) => isPrefixMiss(one, attempts)).map(placeOf)],
    [
      "sumdb-supported",
      attempts.filter((one) => one.endpoint === "supported" && isNotFound(one)).map(placeOf),
    ],
    ["search-domain", searchDomains(facts)],
    ["spare-connection", facts.connections.filter((one) => isSpare(one, facts)).map(endOf)],
    ["lost-address-race", facts.connections.filter((one) => hasLostRace(one, facts)).map(endOf)],
    ["telemetry-child", telemetryChildren(facts)],
  ];
  const all = [...counts, ...shown.flatMap(([kind, places]) => countOf(kind, places))];
  return all.toSorted((a, b) => noiseKinds.indexOf(a.kind) - noiseKinds.indexOf(b.kind));
}

/** GOPROXY names a module cache on this machine: a file that is missing there is an answer. */
function asksAFolder({ settings }: Run): boolean {
  return settings.some(
    ({ name, value }) => name === "GOPROXY" && /\bfile:[^,|]*\/cache\/download\b/.test(value),
  );
}

function countOf(kind: NoiseKind, places: readonly Origin[]): NoiseCount[] {
  const [first] = places.toSorted(compareOrigins);
  return first ? [{ kind, count: places.length, first }] : [];
}

function placeOf({ started, ended }: Attempt): Origin {
  return (ended ?? started).at;
}

function endOf({ started, closed }: Connection): Origin {
  return (closed ?? started).at;
}

/** Go asks for every path that may be a module's, of which one is: `github.com/acme` beside `github.com/acme/widget`. */
function isPrefixMiss(attempt: Attempt, attempts: readonly Attempt[]): boolean {
  const { module } = attempt;
  if (module === null || !isNotFound(attempt)) return false;
  return attempts.some(
    (other) => other.status === 200 && other.module !== null && other.module.startsWith(`${module}/`),
  );
}

/** A name that does not exist, made of one that does and a domain of the search list. */
function searchDomains({ dnsQueries }: Facts): Origin[] {
  const known = new Set(
    dnsQueries.filter(({ answer }) => answer?.responseCode === "NOERROR").map(({ name }) => bare(name)),
  );
  return dnsQueries.flatMap(({ name, answer }) => {
    if (answer?.responseCode !== "NXDOMAIN") return [];
    const full = bare(name);
    return [...known].some((one) => one.includes(".") && full.startsWith(`${one}.`)) ? [answer.at] : [];
  });
}

function bare(name: string | null): string {
  return (name ?? "").replace(/\.$/, "");
}

/** The handshake was completed, nothing was asked, and another connection to the same address was used. */
function isSpare(connection: Connection, { connections }: Facts): boolean {
  const { tls, closed, error } = connection;
  if (!tls?.established || closed === null || error !== null || isUsed(connection)) return false;
  return connections.some((other) => isBeside(other, connection) && isUsed(other));
}

/** Something came after the handshake. */
function isUsed({ tls, lastReceived }: Connection): boolean {
  if (!tls?.established || lastReceived === null) return false;
  return compareOrigins(lastReceived.at, tls.established.at) > 0;
}

function isBeside(other: Connection, one: Connection): boolean {
  return other !== one && other.pid === one.pid && other.remote.ip === one.remote.ip;
}

/** Both families were tried, and the other one was connected while this one had failed or was still under way. */
function hasLostRace(connection: Connection, { connections }: Facts): boolean {
  const { outcome, started, host, pid } = connection;
  if (host === null || outcome.kind === "connected" || outcome.kind === "pending") return false;
  const took = millisBetween(started.time, outcome.moment.time);
  if (took !== null && took > longestRaceMs) return false;
  return connections.some(
    (other) =>
      other.pid === pid &&
      other.host === host &&
      other.outcome.kind === "connected" &&
      isIpv6(other) !== isIpv6(connection),
  );
}

function isIpv6({ remote }: Connection): boolean {
  return remote.ip.includes(":");
}

function telemetryChildren({ programs }: Facts): Origin[] {
  return programs.filter(({ argv }) => argv.includes("** telemetry **")).map(({ started }) => started.at);
}
