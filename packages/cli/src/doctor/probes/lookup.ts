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
import { inTurn, type Ask } from "./in-turn.ts";
import { moment } from "./measuring.ts";
import { askServer, type ServerQuestion } from "./name-server.ts";
import { namesFor, type ResolverConfig } from "./resolver-config.ts";

/** What a name came to, as Go's own resolver finds it. */
export interface Lookup {
  readonly addresses: readonly string[];
  /** `/etc/hosts`, a name server, or null where nobody knew. */
  readonly from: string | null;
  readonly queries: readonly DnsQuery[];
  readonly files: readonly FileAccess[];
  readonly error: NetworkError | null;
  /** What it takes somebody who asks one after another, as go does. */
  readonly tookMs: number;
  /** Names of the search list that were asked about first, and what that took. */
  readonly searched: number;
  readonly searchMs: number;
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
  const tried = await inTurn(
    namesFor(host, config).map(
      (name): Ask<Tried> =>
        (stop) =>
          askForAddresses(name, config, stop),
    ),
    ({ addresses }) => addresses.length > 0,
    signal,
  );
  const found = tried.find(({ addresses }) => addresses.length > 0) ?? null;
  const queries = tried.flatMap((each) => each.queries);
  const searched = tried.filter((each) => each !== found && each.name !== host);
  return {
    addresses: found?.addresses ?? [],
    from: found?.server ?? null,
    queries,
    files: config.missing ? [withoutResolvConf()] : [],
    error: found === null ? errorOf(queries, host) : null,
    tookMs: total(tried),
    searched: searched.length,
    searchMs: total(searched),
  };
}

function total(parts: readonly { readonly tookMs: number }[]): number {
  return parts.reduce((sum, { tookMs }) => sum + tookMs, 0);
}

function withoutResolvConf(): FileAccess {
  return { ...moment(), pid: 0, call: "openat", path: "/etc/resolv.conf", errno: "ENOENT", write: false };
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase().replace(/\.$/, "") === b.toLowerCase().replace(/\.$/, "");
}

/** What came of one name. */
interface Tried {
  name: string;
  addresses: string[];
  server: string | null;
  queries: DnsQuery[];
  tookMs: number;
}

/** Both families at once. The search list is of use only where the name does not exist. */
async function askForAddresses(name: string, config: ResolverConfig, signal: AbortSignal): Promise<Tried> {
  const families = await Promise.all(
    (["A", "AAAA"] as const).map((type) => askServers(name, type, config, signal)),
  );
  const queries = families.flat().map(({ query }) => query);
  const answered = queries.filter(({ answer }) => (answer?.addresses.length ?? 0) > 0);
  return {
    name,
    addresses: answered.flatMap(({ answer }) => [...(answer?.addresses ?? [])]),
    server: answered[0]?.server?.ip ?? null,
    queries,
    tookMs: Math.max(...families.map(total)),
  };
}

/** One question to one server, and what its answer took. */
interface Turn {
  query: DnsQuery;
  tookMs: number;
}

/** The servers of the list until one of them knows, and all of them once more, as often as `attempts` says. */
function askServers(
  name: string,
  type: "A" | "AAAA",
  { servers, attempts, timeoutMs }: ResolverConfig,
  signal: AbortSignal,
): Promise<Turn[]> {
  const latest = new Map<Address, Promise<Turn>>();
  const turnOf = (server: Address): Ask<Turn> => {
    return (stop) => {
      const ask = (): Promise<Turn> => askWhole({ server, name, type }, timeoutMs, stop);
      // A server that is slow is asked again only when its time is over: then it may know.
      const turn = latest.get(server)?.then(ask) ?? ask();
      latest.set(server, turn);
      return turn;
    };
  };
  const rounds = Array.from({ length: attempts }, () => servers.map(turnOf)).flat();
  return inTurn(rounds, ({ query: { answer } }) => isDefinite(answer?.responseCode), signal);
}

function isDefinite(code: string | null | undefined): boolean {
  return code === "NOERROR" || code === "NXDOMAIN";
}

/** By UDP, and by TCP where the answer does not fit into a datagram. */
async function askWhole(
  question: Omit<ServerQuestion, "transport">,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Turn> {
  const started = performance.now();
  const asked = await askServer({ ...question, transport: "udp" }, timeoutMs, signal);
  const { query } = asked.truncated
    ? await askServer({ ...question, transport: "tcp" }, timeoutMs, signal)
    : asked;
  return { query, tookMs: performance.now() - started };
}

/** The last answer is what go prints. A name without any address is one that does not exist. */
function errorOf(queries: readonly DnsQuery[], host: string): NetworkError {
  const found = queries.findLast((query) => queryError(query) !== null);
  const said = found === undefined ? null : queryError(found);
  const error = said ?? { ...blankNetworkError("dns-no-such-host"), server: queries.at(-1)?.server ?? null };
  return { ...error, operation: "lookup", host };
}
