import { isIP } from "node:net";
import type { Address, ResolverState } from "@gotrace/core";

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

/** The file counts in seconds; a shorter silence says nothing of a server. */
const leastMs = 1000;

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
    timeoutMs: Math.max(leastMs, Math.min((option("timeout") ?? 5) * 1000, timeoutMs)),
    attempts: Math.max(1, option("attempts") ?? 2),
    missing: resolvConf === null,
  };
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
