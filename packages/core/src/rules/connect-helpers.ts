import type { Connection } from "../model/facts.ts";
import type { NetworkError, NetworkReason } from "../model/network-error.ts";
import type { Failure, Run } from "../model/run.ts";
import { connectionError } from "../pipeline/network-errors.ts";
import { errorOfKind, networkError } from "./matching.ts";

/**
 * The failure's network error if a connection did not come about for one of these reasons. Newer curl says only
 * `Couldn't connect to server`; there the trace's connection tells why, or go's own request for the same repository,
 * which it makes after git has failed.
 */
export function connectFailure(failure: Failure, run: Run, ...reasons: NetworkReason[]): NetworkError | null {
  const error = networkError(failure, "connect-other", ...reasons);
  if (!error) return null;
  const reason = error.reason === "connect-other" ? reasonElsewhere(failure, run) : error.reason;
  return reason !== null && reasons.includes(reason) ? error : null;
}

/** True where a tool could not connect and neither its words nor anything else on record tell why. */
export function failedToConnectSomehow(failure: Failure, run: Run): boolean {
  return networkError(failure, "connect-other") !== null && reasonElsewhere(failure, run) === null;
}

function reasonElsewhere(failure: Failure, run: Run): NetworkReason | null {
  return outcomeOf(failure.connection) ?? ownRequest(failure, run);
}

function ownRequest({ host }: Failure, run: Run): NetworkReason | null {
  const tried = run.attempts.findLast(
    (attempt) => attempt.host === host && attempt.error?.kind === "network",
  );
  return tried?.error?.kind === "network" ? tried.error.reason : null;
}

function outcomeOf(connection: Connection | null): NetworkReason | null {
  if (connection === null || connection.outcome.kind === "connected") return null;
  const error = connectionError(connection);
  return error?.kind === "network" ? error.reason : null;
}

/** A timer ended the exchange, and the text does not say in which stage: what had the connection come to? */
export type TimedOutAt = "connect" | "forward-proxy" | "tls" | "http";

/** Where a timer of the client ran out; null for errors that are no such timer. */
export function timedOutAt(failure: Failure): TimedOutAt | null {
  const error = errorOfKind(failure, "network");
  if (!error || error.proxyconnect || error.phase === "body") return null;
  switch (error.reason) {
    case "client-timeout":
    case "read-timeout":
    case "http-no-response-in-time":
      return progressOf(failure.connection) ?? "http";
    case "deadline-exceeded":
      // The one deadline that cmd/go's transport sets itself: a minute for the answer to CONNECT. net/http, dialConn.
      return progressOf(failure.connection) ?? (failure.url?.startsWith("http:") ? "http" : "forward-proxy");
    default:
      return null;
  }
}

function progressOf(connection: Connection | null): TimedOutAt | null {
  if (connection === null) return null;
  if (connection.outcome.kind !== "connected") return "connect";
  if (connection.tunnel !== null && connection.tunnel.status === null) return "forward-proxy";
  return connection.tls !== null && connection.tls.established === null ? "tls" : "http";
}
