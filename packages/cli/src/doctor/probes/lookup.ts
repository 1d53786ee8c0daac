import { isIP } from "node:net";
import {
  blankNetworkError,
  queryError,
  type Address,
  type DnsQuery,
  type FileAccess,
  type NetworkError,
  type ResolverState,
} from "@gotrace/core";
import { moment } from "./measuring.ts";
import { askServer } from "./name-server.ts";

/** What resolv.conf says, or Go's own values where it says nothing. net/dnsconfig_unix.go. */
export interface ResolverConfig {
  readonly servers: readonly Address[];
  readonly search: readonly string[];
  readonly ndots: number;
  /** Of one question to one server. */
  readonly timeoutMs: number;
  readonly attempts: number;
  /** There is no /etc/resolv.conf, or none that can be read. */
  readonly missing: boolean;
}

/** What a name came to, as Go's own resolver finds it. */
export interface Lookup {
  readonly addresses: readonly string[];
  /** `/etc/hosts`, a name server, or null where nobody knew. */
  readonly from: string | null;
  readonly queries: readonly DnsQuery[];
  readonly files: readonly FileAccess[];
  readonly error: NetworkError | null;
  readonly tookMs: number;
  /** Names of the search list that were asked about first, and what that took. */
  readonly searched: number;
  readonly searchMs: number;
}

export function readResolverConfig({ resolvConf }: ResolverState, timeoutMs: number): ResolverConfig {
  const lines = resolvConf?.lines ?? [];
  const valuesOf = (keyword: string): string[][] =>
    lines.flatMap((line) => {
      const [first, ...rest] = line.split(/\s+/);
      return first === keyword ? [rest] : [];
    });
  const option = (name: string): number | null => {
    const found = valuesOf("options")
      .flat()
      .findLast((word) => word.startsWith(`${name}:`));
    return found === undefined ? null : Number(found.slice(name.length + 1));
  };
  const servers = valuesOf("nameserver").flatMap(([ip]) => (ip !== undefined && isIP(ip) ? [ip] : []));
  return {
    servers: (servers.length > 0 ? servers.slice(0, 3) : ["127.0.0.1", "::1"]).map((ip) => ({
      ip,
      port: 53,
    })),
    search: (valuesOf("search").at(-1) ?? valuesOf("domain").at(-1) ?? []).map((each) =>
      each.replace(/\.$/, ""),
    ),
    ndots: Math.min(option("ndots") ?? 1, 15),
    timeoutMs: Math.min((option("timeout") ?? 5) * 1000, timeoutMs),
    attempts: Math.max(1, option("attempts") ?? 2),
    missing: resolvConf === null,
  };
}

/** Looks a name up as Go does: hosts, then the name servers. net/dnsclient_unix.go. */
export async function lookUp(
  host: string,
  resolver: ResolverState,
  config: ResolverConfig,
  signal: AbortSignal,
): Promise<Lookup> {
  const nothing = { queries: [], files: [], error: null, tookMs: 0, searched: 0, searchMs: 0 };
  const known = knownHere(host, resolver);
  return known === null ? await lookUpAtServers(host, config, signal) : { ...nothing, ...known };
}

/** The addresses of a host of which no name server is asked: it is an address itself, or stands in /etc/hosts. Null of any other. */
export function knownHere(host: string, { hosts }: ResolverState): Pick<Lookup, "addresses" | "from"> | null {
  if (isIP(host)) return { addresses: [host], from: null };
  const lines = (hosts ?? []).filter(({ names }) => names.some((name) => sameName(name, host)));
  return lines.length === 0 ? null : { addresses: lines.map(({ address }) => address), from: "/etc/hosts" };
}

async function lookUpAtServers(host: string, config: ResolverConfig, signal: AbortSignal): Promise<Lookup> {
  const started = performance.now();
  const queries: DnsQuery[] = [];
  let searched = 0;
  let searchMs = 0;
  let found: Tried | null = null;
  for (const name of namesFor(host, config)) {
    const before = performance.now();
    const tried = await askForAddresses(name, config, signal);
    queries.push(...tried.queries);
    if (tried.addresses.length > 0) {
      found = tried;
      break;
    }
    if (name === host) continue;
    searched += 1;
    searchMs += performance.now() - before;
  }
  return {
    addresses: found?.addresses ?? [],
    from: found?.server ?? null,
    queries,
    files: config.missing ? [withoutResolvConf()] : [],
    error: found === null ? errorOf(queries, host) : null,
    tookMs: performance.now() - started,
    searched,
    searchMs,
  };
}

function withoutResolvConf(): FileAccess {
  return { ...moment(), pid: 0, call: "openat", path: "/etc/resolv.conf", errno: "ENOENT", write: false };
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase().replace(/\.$/, "") === b.toLowerCase().replace(/\.$/, "");
}

/** dnsConfig.nameList: with as many dots as `ndots` the name goes first, else the search list does. */
export function namesFor(
  host: string,
  { search, ndots }: Pick<ResolverConfig, "search" | "ndots">,
): string[] {
  if (host.endsWith(".")) return [host.slice(0, -1)];
  const suffixed = search.map((domain) => `${host}.${domain}`);
  const dots = host.split(".").length - 1;
  return dots >= ndots ? [host, ...suffixed] : [...suffixed, host];
}

interface Tried {
  addresses: string[];
  server: string | null;
  queries: DnsQuery[];
}

/** Both families at once. The search list is of use only where the name does not exist. */
async function askForAddresses(name: string, config: ResolverConfig, signal: AbortSignal): Promise<Tried> {
  const families = await Promise.all(
    (["A", "AAAA"] as const).map((type) => askInTurn(name, type, config, signal)),
  );
  const queries = families.flat();
  const answered = queries.filter(({ answer }) => (answer?.addresses.length ?? 0) > 0);
  return {
    addresses: answered.flatMap(({ answer }) => [...(answer?.addresses ?? [])]),
    server: answered[0]?.server?.ip ?? null,
    queries,
  };
}

/** The servers one after another, until one of them knows. */
async function askInTurn(
  name: string,
  type: "A" | "AAAA",
  { servers, attempts, timeoutMs }: ResolverConfig,
  signal: AbortSignal,
): Promise<DnsQuery[]> {
  const queries: DnsQuery[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    for (const server of servers) {
      if (signal.aborted) return queries;
      const asked = await askServer({ server, transport: "udp", name, type }, timeoutMs, signal);
      const whole = asked.truncated
        ? await askServer({ server, transport: "tcp", name, type }, timeoutMs, signal)
        : asked;
      queries.push(whole.query);
      const code = whole.query.answer?.responseCode;
      if (code === "NOERROR" || code === "NXDOMAIN") return queries;
    }
  }
  return queries;
}

/** The last answer is what go prints. A name without any address is one that does not exist. */
function errorOf(queries: readonly DnsQuery[], host: string): NetworkError {
  const found = queries.findLast((query) => queryError(query) !== null);
  const said = found === undefined ? null : queryError(found);
  const error = said ?? { ...blankNetworkError("dns-no-such-host"), server: queries.at(-1)?.server ?? null };
  return { ...error, operation: "lookup", host };
}
