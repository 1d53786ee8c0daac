import type { KnownMachine } from "../model/bundle.ts";
import type { Evidence } from "../model/report.ts";
import type { Failure, Run } from "../model/run.ts";

type Proof = Pick<Evidence, "origin" | "shows">;

/** How this machine looks names up, where gotrace record noted it: what was configured, and so what was to be expected. */
export function resolverEvidence(failure: Failure, run: Run): Proof[] {
  const { machine } = run;
  const host = failure.query?.name ?? failure.host;
  if (machine === null || host === null) return [];
  return [
    ...serverProof(machine, failure),
    ...searchProof(machine, failure.host ?? host, run),
    ...hostsProof(machine, failure.host ?? host),
    ...orderProof(machine, failure),
  ];
}

/** resolv.conf(5); without a server in it go asks this machine (net/dnsconfig.go, defaultNS). */
function serverProof({ state, placeOf }: KnownMachine, failure: Failure): Proof[] {
  const { resolvConf } = state.resolver;
  if (resolvConf === null) {
    return state.system.os === "linux"
      ? [{ origin: placeOf(["resolver", "resolvConf"]), shows: "there is no /etc/resolv.conf" }]
      : [];
  }
  const place = placeOf(["resolver", "resolvConf", "lines"], "nameserver");
  const servers = wordsOf(resolvConf.lines, "nameserver");
  if (servers.length === 0) return [{ origin: place, shows: `${resolvConf.path} names no name server` }];
  const asked = failure.query?.server?.ip ?? null;
  const which = `${resolvConf.path} names ${servers.join(", ")}`;
  return [
    {
      origin: place,
      shows: asked === null || servers.includes(asked) ? which : `${which}, and ${asked} was asked`,
    },
  ];
}

/** What the search list made of one name: a question for each domain and family of addresses. */
function searchProof({ state, placeOf }: KnownMachine, host: string, run: Run): Proof[] {
  const lines = state.resolver.resolvConf?.lines ?? [];
  const domains = [...wordsOf(lines, "search"), ...wordsOf(lines, "domain")];
  const bare = host.replace(/\.$/, "");
  const inVain = run.dnsQueries.filter(({ name }) =>
    domains.some((domain) => name?.replace(/\.$/, "") === `${bare}.${domain}`),
  );
  if (inVain.length === 0) return [];
  const ndots = lines.join(" ").match(/\bndots:\d+/)?.[0];
  const why = `the search list (${domains.join(", ")}${ndots === undefined ? "" : `; ${ndots}`})`;
  return [
    {
      origin: placeOf(["resolver", "resolvConf", "lines"], "search"),
      shows: `${why} cost ${inVain.length} of the ${run.dnsQueries.length} questions on record`,
    },
  ];
}

function hostsProof({ state, placeOf }: KnownMachine, host: string): Proof[] {
  const { hosts } = state.resolver;
  // Of a longer file only the beginning is in the recording.
  if (hosts === null || hosts.length >= mostHosts) return [];
  const bare = host.replace(/\.$/, "").toLowerCase();
  const entry = hosts.find(({ names }) => names.some((name) => name.toLowerCase() === bare));
  const place = (containing?: string): Proof["origin"] => placeOf(["resolver", "hosts"], containing);
  return entry === undefined
    ? [{ origin: place(), shows: `/etc/hosts has no entry for ${bare}` }]
    : [{ origin: place(entry.address), shows: `/etc/hosts says that ${bare} is ${entry.address}` }];
}

const mostHosts = 500;

/** Sources that Go's own resolver knows, or may pass over for names of other machines. net/conf.go, hostLookupOrder. */
const knownSources = /^(?:files|dns|myhostname|mdns\w*|\[.*\])$/;

/** Who was to look the name up: Go's own resolver, or the C library. */
function orderProof({ state, placeOf }: KnownMachine, failure: Failure): Proof[] {
  const order = state.resolver.nsswitchHosts;
  const origin = placeOf(["resolver", "nsswitchHosts"]);
  const said = `nsswitch.conf says "hosts: ${order}"`;
  if (failure.tool !== null)
    return order === null
      ? []
      : [{ origin, shows: `${said}, and ${failure.tool.name} goes by it, through the C library` }];
  const forced = /(?:^|,)netdns=(go|cgo)\b/.exec(state.environment["GODEBUG"] ?? "")?.[1];
  if (forced !== undefined) {
    const by = forced === "go" ? "Go's own resolver" : "the C library";
    return [{ origin: placeOf(["environment", "GODEBUG"]), shows: `GODEBUG has names looked up by ${by}` }];
  }
  if (order === null) return [];
  const foreign = order.split(/\s+/).filter((source) => !knownSources.test(source));
  return [
    {
      origin,
      shows:
        foreign.length === 0
          ? `${said}, which is what Go's own resolver does`
          : `${said}: a go with cgo leaves ${foreign.join(", ")} to the C library, one without asks the name servers alone`,
    },
  ];
}

/** The words behind a keyword, of all its lines. */
function wordsOf(lines: readonly string[], keyword: string): string[] {
  return lines.flatMap((line) => {
    const [first, ...words] = line
      .replace(/[#;].*/, "")
      .trim()
      .split(/\s+/);
    return first === keyword ? words : [];
  });
}
