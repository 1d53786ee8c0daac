import type { Question, ResolverState } from "@gotrace/core";
import { wayTo } from "./forward-proxy.ts";
import { inTurn } from "./probes/in-turn.ts";
import { knownHere } from "./probes/lookup.ts";
import type { Target } from "./probes/name-servers.ts";
import type { Network } from "./probes/network.ts";

type Environment = Network["env"];

/** The first name of which go has to ask a name server: the forward proxy's, where one is in the way. */
export function firstTarget(
  questions: readonly Question[],
  env: Environment,
  resolver: ResolverState,
): Target | null {
  for (const { route, module } of questions) {
    for (const { value } of route) {
      const host = hostFor(value, module, env);
      if (host === null || knownHere(host, resolver) !== null) continue;
      return { host, role: value === "direct" ? "direct" : "module-proxy" };
    }
  }
  return null;
}

/**
 * Behind a "|" go goes on whatever happens. So that silence is not waited for once for each of these hosts, the names of those
 * that come next are looked up already while one has no answer.
 */
export function lookUpAhead({ route, module, database }: Question, network: Network): void {
  const certain = route.findIndex(({ separator }) => separator !== "|");
  const values = certain < 0 ? route : route.slice(0, certain + 1);
  if (values.length < 2) return;
  const hosts = [
    ...values.map(({ value }) => hostFor(value, module, network.env)),
    database === null ? null : hostFor(`https://${database}`, module, network.env),
  ].filter((host) => host !== null);
  void inTurn(
    hosts.map((host) => () => network.lookUp(host)),
    ({ lookup }) => lookup.addresses.length > 0,
    network.signal,
  );
}

/** Whose address go needs for an element of GOPROXY; null where it needs none, as for a folder. */
function hostFor(value: string, module: string, env: Environment): string | null {
  const url = URL.parse(value === "direct" ? `https://${module.split("/")[0]}` : value);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  const way = wayTo(url, env);
  return (way.kind === "proxy" ? way.proxy.host : url.hostname).replaceAll(/^\[|\]$/g, "");
}
