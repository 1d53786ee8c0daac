import type { Connection, DnsQuery, Interval, Moment, TlsHandshake } from "../../model/facts.ts";
import type { Run } from "../../model/run.ts";
import type { SpanAttributes, SpanKind, SpanOutcome } from "../../model/timeline.ts";
import { micros, type Micros } from "../../model/time.ts";
import { isAddress } from "../../pipeline/hosts.ts";
import { askedHost, unendedWait } from "../../pipeline/wait-intervals.ts";
import { blankSpan, known, type Draft, type DraftLink, type DraftSpan } from "./draft.ts";
import type { Hosts } from "./hosts.ts";

/** Look-ups, connections, tunnels, handshakes, and the waits on what is encrypted. */
export function networkSpans(run: Run, hosts: Hosts): Draft {
  const lookups = run.dnsQueries.map((query) => lookup(query, askedHost(query, run), hosts));
  const byAddress = spansByAddress(lookups);
  const spans: DraftSpan[] = [...lookups];
  const links: DraftLink[] = [];
  for (const connection of run.connections) {
    const host = hosts.nameOf(connection);
    const own = connectionSpans(connection, host, hosts);
    own.push(...openWaitSpans(connection, run, own[0]));
    const [connect] = own;
    if (!connect) continue;
    spans.push(...own);
    const source = lastBefore(byAddress.get(connection.remote.ip) ?? [], connection.started.time);
    if (source) links.push({ kind: "dns-connect", from: source, to: connect });
    const tls = own.find(({ kind }) => kind === "tls");
    if (tls) links.push({ kind: "connect-tls", from: connect, to: tls });
  }
  return { spans, links };
}

function lookup(query: DnsQuery, host: string | null, hosts: Hosts): DraftSpan {
  const { asked, answer, error, abandoned } = query;
  const end = answer ?? error ?? abandoned;
  return {
    ...blankSpan,
    ...asker(query, host, hosts),
    kind: "dns",
    stage: "dns",
    label: lookupLabel(query),
    result: lookupResult(query),
    from: asked,
    to: end,
    outcome: lookupOutcome(query),
    attributes: lookupAttributes(query),
    origins: [asked.at, ...(end === null ? [] : [end.at])],
  };
}

/** A look-up stands with the host that it is for. */
function asker(
  { server, pid }: DnsQuery,
  host: string | null,
  hosts: Hosts,
): Pick<DraftSpan, "lane" | "host" | "role"> {
  if (host !== null) return { lane: hosts.laneOf(host, pid), host, role: hosts.roleOf(host, pid) };
  const lane = hosts.serverLane(server === null ? "not on record" : addressText(server));
  return { lane, host: null, role: null };
}

function lookupLabel({ type, name, partialName }: DnsQuery): string {
  return `${type ?? "address of"} ${name?.replace(/\.$/, "") ?? `${partialName}…`}`;
}

function lookupAttributes({ pid, server, transport, name, type, answer, error }: DnsQuery): SpanAttributes {
  return known<SpanAttributes>({
    pid,
    peer: server && addressText(server),
    transport,
    questionName: name,
    questionType: type,
    responseCode: answer?.responseCode,
    addresses: answer && [...answer.addresses],
    errno: error?.errno,
  });
}

function lookupResult({ answer, error, abandoned }: DnsQuery): string | null {
  if (answer) {
    const found = answer.addresses.slice(0, 2).join(", ");
    return answer.responseCode === "NOERROR" ? found || "no address" : answer.responseCode;
  }
  if (error) return error.errno;
  return abandoned ? "no answer" : null;
}

/** A name without an address of one family is no failure: go asks for both. */
function lookupOutcome({ answer, error, abandoned }: DnsQuery): SpanOutcome {
  if (answer) return answer.responseCode === "NOERROR" ? "ok" : "failed";
  if (error) return "failed";
  return abandoned ? "abandoned" : "open";
}

function connectionSpans(connection: Connection, host: string, hosts: Hosts): DraftSpan[] {
  const { pid, remote, started, outcome, tunnel, tls } = connection;
  const shared = {
    ...blankSpan,
    lane: hosts.laneOf(host, pid),
    role: hosts.roleOf(host, pid),
    host: isAddress(host) ? null : host,
  };
  const end = outcome.kind === "pending" ? null : outcome.moment;
  const connect: DraftSpan = {
    ...shared,
    kind: "connect",
    stage: "connect",
    label: `connect ${addressText(remote)}`,
    result: connectResult(outcome),
    from: started,
    to: end,
    outcome: outcomeOfConnect(outcome),
    attributes: known<SpanAttributes>({
      pid,
      peer: addressText(remote),
      transport: "tcp",
      errno: outcome.kind === "failed" ? outcome.errno : connection.error?.errno,
      bytesSent: connection.bytesSent,
      bytesReceived: connection.bytesReceived,
    }),
    origins: [started.at, ...(end === null ? [] : [end.at])],
  };
  const about = { ...shared, parent: connect };
  return [
    connect,
    ...(tunnel ? [tunnelSpan(connection, tunnel, about)] : []),
    ...(tls ? [tlsSpan(connection, tls, about)] : []),
    ...connection.responseWaits.map((wait) => waitSpan("response", wait, connection, about)),
    ...connection.transferWaits.map((wait) => waitSpan("transfer", wait, connection, about)),
  ];
}

type About = Pick<DraftSpan, "lane" | "role" | "host" | "result" | "module" | "version" | "parent">;

function connectResult(outcome: Connection["outcome"]): string | null {
  switch (outcome.kind) {
    case "pending":
      return null;
    case "connected":
      return "connected";
    case "failed":
      return outcome.errno;
    case "abandoned":
      return "given up";
  }
}

function outcomeOfConnect({ kind }: Connection["outcome"]): SpanOutcome {
  switch (kind) {
    case "pending":
      return "open";
    case "connected":
      return "ok";
    case "failed":
    case "abandoned":
      return kind;
  }
}

function tunnelSpan(
  connection: Connection,
  tunnel: NonNullable<Connection["tunnel"]>,
  about: About,
): DraftSpan {
  const { status, reason, target } = tunnel;
  const done = connection.tls?.clientHello ?? connection.error ?? connection.closed;
  return {
    ...about,
    kind: "tunnel",
    stage: "forward-proxy",
    label: `CONNECT ${target}`,
    result: status === null ? null : `${status} ${reason ?? ""}`.trim(),
    from: tunnel,
    to: done,
    outcome: status === null ? (done === null ? "open" : "unknown") : status === 200 ? "ok" : "failed",
    attributes: known<SpanAttributes>({
      pid: connection.pid,
      peer: addressText(connection.remote),
      status,
      statusText: reason,
    }),
    origins: [tunnel.at],
  };
}

function tlsSpan(connection: Connection, tls: TlsHandshake, about: About): DraftSpan {
  const { clientHello, established, rejected, alert, plainAnswer, serverName } = tls;
  const failure = alert ?? rejected ?? plainAnswer ?? connection.error ?? null;
  const end = established ?? failure ?? connection.endOfFile ?? connection.closed;
  return {
    ...about,
    kind: "tls",
    stage: "tls",
    label: `TLS ${serverName ?? ""}`.trim(),
    result: tlsResult(connection, tls),
    from: clientHello,
    to: end,
    outcome: tlsOutcome(established, failure, end),
    attributes: known<SpanAttributes>({
      pid: connection.pid,
      peer: addressText(connection.remote),
      serverName,
      alert: alert?.name,
      errno: connection.error?.errno,
    }),
    origins: [clientHello.at, ...(end === null ? [] : [end.at])],
  };
}

function tlsResult({ error }: Connection, tls: TlsHandshake): string | null {
  if (tls.established) return "established";
  if (tls.alert) return `alert ${tls.alert.name}`;
  if (tls.rejected) return "go refused the certificate";
  if (tls.plainAnswer) return "the answer is not TLS";
  return error?.errno ?? null;
}

function tlsOutcome(established: Moment | null, failure: Moment | null, end: Moment | null): SpanOutcome {
  if (established) return "ok";
  if (failure) return "failed";
  return end === null ? "open" : "abandoned";
}

const waitWords = {
  response: { stage: "http", label: "waiting for the answer" },
  transfer: { stage: "transfer", label: "waiting for more of the body" },
} as const;

function waitSpan(
  kind: Extract<SpanKind, "response" | "transfer">,
  { from, to }: Interval,
  connection: Connection,
  about: About,
): DraftSpan {
  const at = connection.firstByteSent?.at ?? connection.started.at;
  return {
    ...about,
    kind,
    ...waitWords[kind],
    from: { at, time: from },
    to: { at, time: to },
    outcome: "ok",
    attributes: known<SpanAttributes>({ pid: connection.pid, peer: addressText(connection.remote) }),
    origins: [at],
  };
}

/** What was still awaited when a run that did not end by itself was over. */
function openWaitSpans(connection: Connection, run: Run, connect: DraftSpan | undefined): DraftSpan[] {
  const end = run.ended?.time ?? run.lastTime;
  const wait = end === null ? null : unendedWait(connection, run, end);
  if (wait === null || !connect) return [];
  return [
    {
      ...connect,
      ...waitWords[wait.kind],
      kind: wait.kind,
      result: null,
      from: wait.since,
      to: null,
      outcome: "open",
      origins: [wait.since.at, ...connect.origins],
      parent: connect,
    },
  ];
}

function spansByAddress(lookups: readonly DraftSpan[]): Map<string, DraftSpan[]> {
  const spans = new Map<string, DraftSpan[]>();
  for (const span of lookups) {
    for (const address of span.attributes.addresses ?? []) {
      const others = spans.get(address);
      if (others) others.push(span);
      else spans.set(address, [span]);
    }
  }
  return spans;
}

/** Look-ups of one address are few, and in order of time. */
function lastBefore(spans: readonly DraftSpan[], time: Micros | null): DraftSpan | null {
  const limit = time ?? micros(Number.POSITIVE_INFINITY);
  return spans.findLast(({ to }) => (to?.time ?? 0) <= limit) ?? null;
}

export function addressText({ ip, port }: { ip: string; port: number }): string {
  return ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`;
}
