import type { Connection, DnsQuery, TlsHandshake } from "../model/facts.ts";
import type { NetworkError, NetworkReason } from "../model/network-error.ts";
import type { TraceError } from "../model/run.ts";

const connectReasons: Readonly<Record<string, NetworkReason>> = {
  ECONNREFUSED: "connect-refused",
  ETIMEDOUT: "connect-kernel-timeout",
  ENETUNREACH: "connect-network-unreachable",
  ENETDOWN: "connect-network-unreachable",
  EHOSTUNREACH: "connect-host-unreachable",
  EACCES: "connect-denied",
  EPERM: "connect-denied",
  EADDRNOTAVAIL: "connect-no-source-address",
  EINVAL: "connect-invalid-argument",
  ECONNRESET: "reset",
};

/** Go's dial timeout is 30 s, and several addresses share it (at least 2 s each). net/http DefaultTransport; net/dial.go. */
const shortestDialTimeoutMicros = 1_900_000;

/** What became of a connection, in the terms in which go would have printed it. Null where nothing went wrong. */
export function connectionError(connection: Connection): NetworkError | TraceError | null {
  const { outcome } = connection;
  switch (outcome.kind) {
    case "failed":
      return networkErrorOf(connection, connectReasons[outcome.errno] ?? "connect-other", outcome.errno);
    case "abandoned":
      return wasTimeout(connection) ? networkErrorOf(connection, "connect-timeout", "") : null;
    case "pending":
      return null;
    case "connected":
      return exchangeError(connection);
  }
}

function wasTimeout(connection: Connection): boolean {
  const { outcome, started } = connection;
  if (outcome.kind !== "abandoned" || outcome.moment.time === null || started.time === null) return false;
  return outcome.moment.time - started.time >= shortestDialTimeoutMicros;
}

function exchangeError(connection: Connection): NetworkError | TraceError | null {
  const { tls, tunnel, error } = connection;
  if (tunnel?.status != null && tunnel.status >= 300) {
    const status = { status: tunnel.status, statusText: tunnel.reason, proxyconnect: true };
    return { ...networkErrorOf(connection, "connect-answer", `${tunnel.status}`), ...status };
  }
  const refused = tls?.established === null ? handshakeError(connection, tls) : null;
  if (refused) return refused;
  if (error)
    return networkErrorOf(connection, error.errno === "EPIPE" ? "broken-pipe" : "reset", error.errno);
  return silentEnd(connection);
}

function handshakeError(connection: Connection, tls: TlsHandshake): NetworkError | TraceError | null {
  if (tls.plainAnswer) {
    const http = tls.plainAnswer.bytes.startsWith("HTTP/");
    return networkErrorOf(connection, http ? "tls-http-answer" : "tls-not-tls", "");
  }
  if (tls.alert?.fromServer) {
    return { ...networkErrorOf(connection, "tls-alert", tls.alert.name), alert: tls.alert.name };
  }
  return tls.rejected ? { kind: "tls-refused" } : null;
}

/** The peer closed without a byte, or go gave the handshake up. */
function silentEnd(connection: Connection): NetworkError | null {
  if (connection.firstByteSent === null || connection.bytesReceived > 0) return null;
  if (connection.endOfFile) return networkErrorOf(connection, "eof", "");
  const { tls, closed } = connection;
  if (!tls || tls.serverHello || closed?.time == null || tls.clientHello.time === null) return null;
  // net/http, Transport.TLSHandshakeTimeout of the default transport: 10 s.
  return closed.time - tls.clientHello.time >= 9_500_000
    ? networkErrorOf(connection, "tls-handshake-timeout", "")
    : null;
}

/** A name of which every question was answered, for both families of addresses, and none with an address. */
export function noAddressError(queries: readonly DnsQuery[]): NetworkError | null {
  const types = new Set(queries.map(({ type }) => type));
  const last = queries.at(-1);
  const answered = queries.every(
    ({ answer }) => answer?.responseCode === "NOERROR" && answer.answerCount === 0,
  );
  return last && answered && types.has("A") && types.has("AAAA")
    ? lookupError("dns-no-such-host", last)
    : null;
}

/** What became of a question, in the terms in which go would have printed it. Null for answers that have addresses. */
export function queryError(query: DnsQuery): NetworkError | null {
  const reason = queryReason(query);
  return reason === null ? null : lookupError(reason, query);
}

function lookupError(reason: NetworkReason, { server, name }: DnsQuery): NetworkError {
  return { ...blankNetworkError(reason), operation: "lookup", host: name, server };
}

function queryReason(query: DnsQuery): NetworkReason | null {
  if (query.error)
    return query.error.errno === "ECONNREFUSED" ? "dns-server-refused" : "dns-server-unreachable";
  if (query.abandoned) return waitedForServer(query) ? "dns-timeout" : null;
  switch (query.answer?.responseCode) {
    case undefined:
      return null;
    case "NOERROR":
      // No address of this family; the name may have one of the other.
      return null;
    case "NXDOMAIN":
      return "dns-no-such-host";
    default:
      return "dns-server-misbehaving";
  }
}

/** Without times, a socket that was closed without an answer is all that there is to see. */
function waitedForServer(query: DnsQuery): boolean {
  if (query.abandoned?.time == null || query.asked.time === null) return true;
  return query.abandoned.time - query.asked.time >= 900_000;
}

function networkErrorOf(connection: Connection, reason: NetworkReason, text: string): NetworkError {
  return {
    ...blankNetworkError(reason),
    network: "tcp",
    host: connection.host,
    address: { ip: connection.remote.ip, port: connection.remote.port },
    phase: connection.outcome.kind === "connected" && connection.bytesReceived > 0 ? "body" : "request",
    text,
  };
}

/** A network error of which nothing is known but its reason; spread over it what is. */
export function blankNetworkError(reason: NetworkReason): NetworkError {
  return {
    kind: "network",
    reason,
    url: null,
    phase: null,
    operation: null,
    network: null,
    proxyconnect: false,
    host: null,
    address: null,
    localAddress: null,
    server: null,
    alert: null,
    certificate: null,
    http2: null,
    statusText: null,
    status: null,
    text: "",
  };
}
