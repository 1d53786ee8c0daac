import type {
  CertificateComplaint,
  GoError,
  Measurement,
  NetworkError,
  NetworkReason,
  TraceError,
} from "@gotrace/core";
import type { Way } from "../forward-proxy.ts";
import type { Through } from "./connect-through.ts";
import type { Lookup } from "./lookup.ts";
import { bad, good, ms, suspicious, type Place } from "./measuring.ts";
import type { LibcAnswer, Network } from "./network.ts";
import type { Roots } from "./roots.ts";
import { dialError, dialWords, type Dialled } from "./tcp.ts";
import { chainLines, signerOf, type Handshake } from "./tls.ts";

// What the steps to a server came to, in words and as measurements.

/** A look-up by Go's resolver, beside what the C library finds. */
export function lookupMeasured(
  place: Place,
  host: string,
  lookup: Lookup,
  libc: LibcAnswer | null,
  way: Way,
  byLibc: boolean,
): { measurement: Measurement; addresses: readonly string[] } {
  const { addresses, from, queries, files, tookMs } = lookup;
  const facts = { queries, files, tookMs, details: searchLines(lookup) };
  if (addresses.length === 0) return nowhere(place, host, lookup, libc, way, byLibc);
  const words = `${addresses.slice(0, 4).join(", ")}${from === null ? ", an address already" : `, from ${from}`}`;
  const slow = slowLookup(lookup);
  const measurement = slow
    ? bad(place, `${words}, after ${ms(tookMs)}`, { ...facts, error: slow })
    : good(place, words, facts);
  return { measurement, addresses };
}

function nowhere(
  place: Place,
  host: string,
  lookup: Lookup,
  libc: LibcAnswer | null,
  way: Way,
  byLibc: boolean,
): { measurement: Measurement; addresses: readonly string[] } {
  const { queries, files, tookMs } = lookup;
  const facts = { queries, files, tookMs, details: searchLines(lookup) };
  const others = libc?.addresses ?? [];
  if (others.length > 0 && byLibc) {
    const words = `${others.join(", ")}, from the C library, which this go asks`;
    return { measurement: good(place, words, facts), addresses: others };
  }
  const said = lookup.error !== null && byLibc && libc?.temporary ? asLibcSays(lookup.error) : lookup.error;
  const error = said === null ? null : { ...said, proxyconnect: way.kind === "proxy" };
  const elsewhere = others.length > 0 ? `; the C library finds ${others.join(", ")}` : "";
  const words = `${host}: ${lookupWords(lookup)}${elsewhere}`;
  return { measurement: bad(place, words, { ...facts, error }), addresses: [] };
}

/** EAI_AGAIN is the one word that the C library has for all that may be over soon. */
function asLibcSays(error: NetworkError): NetworkError {
  return {
    ...error,
    reason: "dns-temporary-failure",
    server: null,
    text: "Temporary failure in name resolution",
  };
}

// Below that nobody minds, as for runs: pipeline/slow-waits.ts.
const slowLookupMs = 2000;

function slowLookup({ tookMs, searchMs }: Lookup): TraceError | null {
  if (tookMs < slowLookupMs) return null;
  const on = searchMs > tookMs / 2 ? "dns-search-list" : "dns-server";
  return { kind: "slow", on, waitedMs: tookMs, totalMs: tookMs };
}

function searchLines({ searched, searchMs }: Lookup): string[] {
  const names = `${searched} name${searched === 1 ? "" : "s"}`;
  return searched === 0 ? [] : [`${names} of the search list, which go asks about first: ${ms(searchMs)}`];
}

function lookupWords({ error, queries }: Lookup): string {
  const server = whoAnswers(error, queries);
  switch (error?.reason) {
    case "dns-no-such-host":
      return `no such host, says ${server}`;
    case "dns-server-misbehaving": {
      const code = queries.findLast(({ answer }) => answer !== null)?.answer?.responseCode;
      return `${server} answers ${code ?? "wrongly"}`;
    }
    case "dns-timeout":
      return `no answer from ${[...new Set(queries.map((query) => query.server?.ip))].join(", ")}`;
    case "dns-temporary-failure":
      return `${server} has no answer for now`;
    case "dns-server-refused":
      return `nothing listens at the name server ${server}`;
    default:
      return `there is no way to the name server ${server}`;
  }
}

/** A name server, or the system where that was asked and names none. */
function whoAnswers(error: Lookup["error"], queries: Lookup["queries"]): string {
  return error?.server?.ip ?? (queries.length === 0 ? "this system" : "the name server");
}

/** Tries to connect to a host's addresses, of both families. */
export function dialsMeasured(place: Place, dialled: readonly Dialled[], way: Way): Measurement {
  const words = dialled.map((each) => `${addressOf(each)} ${dialWords(each)}`).join("; ");
  const reached = dialled.find(({ connection }) => connection.outcome.kind === "connected");
  // The fact that a rule looks at comes first: that of the address that go prints.
  const failed = dialled.find(({ connection }) => !connection.remote.ip.includes(":")) ?? dialled[0];
  const decisive = reached ?? failed;
  const connections = dialled
    .toSorted((a, b) => Number(b === decisive) - Number(a === decisive))
    .map(({ connection }) => connection);
  const facts = { connections, tookMs: decisive?.tookMs ?? null };
  if (reached) {
    const error = slowFamily(dialled);
    return error ? suspicious(place, words, { ...facts, error }) : good(place, words, facts);
  }
  const error = failed === undefined ? null : dialError(failed);
  const marked = error?.kind === "network" ? { ...error, proxyconnect: way.kind === "proxy" } : error;
  return bad(place, words, { ...facts, error: marked });
}

/** The same where the addresses are tried one after another, so that a silent one is waited for each time. */
export function dialsInTurnMeasured(place: Place, dialled: readonly Dialled[]): Measurement {
  const found = dialsMeasured(place, dialled, { kind: "itself" });
  return found.error?.kind === "slow" ? { ...found, answer: "bad" } : found;
}

/** An address of IPv6 that swallows what is sent to it costs at every connection; one that refuses costs nothing. */
function slowFamily(dialled: readonly Dialled[]): TraceError | null {
  const silent = dialled.find(
    ({ connection, socket, tookMs }) =>
      socket === null && tookMs >= slowConnectMs && connection.remote.ip.includes(":"),
  );
  return silent
    ? { kind: "slow", on: "ipv6-connect", waitedMs: silent.tookMs, totalMs: silent.tookMs }
    : null;
}

const slowConnectMs = 2000;

function addressOf({ connection: { remote } }: Dialled): string {
  return remote.ip.includes(":") ? `[${remote.ip}]:${remote.port}` : `${remote.ip}:${remote.port}`;
}

/** A handshake, and the chain that came with it. */
export function tlsMeasured(
  place: Place,
  { handshake, connection, error }: Through,
  { roots }: Network,
): Measurement {
  const { chain = [], protocol = null, alpn = null, tookMs = null } = handshake ?? {};
  const found = { details: chainLines(chain), connections: [connection], tookMs };
  if (error === null) {
    const known = roots.hidden ? "" : ", whom go knows here";
    return good(
      place,
      `${protocol ?? "TLS"}, ${alpn ?? "http/1.1"}; signed by ${signerOf(chain)}${known}`,
      found,
    );
  }
  return bad(place, tlsWords(error, chain, roots), { ...found, error, files: roots.files });
}

const plainWords: Partial<Record<NetworkReason, string>> = {
  "x509-no-roots": "this machine has no root certificates",
  "tls-handshake-timeout": "no answer to the greeting",
  "tls-not-tls": "the answer is not TLS",
  reset: "the connection is reset at the greeting",
  eof: "the connection is closed at the greeting",
};

function tlsWords(error: GoError | TraceError, chain: Handshake["chain"], roots: Roots): string {
  if (error.kind !== "network") return "no handshake";
  const { certificate } = error;
  switch (error.reason) {
    case "x509-unknown-authority":
      return `signed by ${signerOf(chain)}, whom go does not know here (${roots.sources.join(", ")})`;
    case "x509-expired":
      return `the certificate ran out at ${certificate?.notAfter}`;
    case "x509-not-yet-valid":
      return `the certificate is not valid before ${certificate?.notBefore}`;
    case "x509-hostname":
    case "x509-legacy-cn":
      return `the certificate is for ${namesIn(certificate)}`;
    default:
      return plainWords[error.reason] ?? error.alert ?? error.text;
  }
}

function namesIn(certificate: CertificateComplaint | null): string {
  return certificate?.validFor.slice(0, 3).join(", ") || "no host";
}
