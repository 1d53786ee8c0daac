import type { Failure, Run } from "../model/run.ts";
import { networkError } from "./matching.ts";

/** Go's resolver without /etc/resolv.conf, or with an empty one: net/dnsconfig.go, defaultNS. */
const defaultServers: ReadonlySet<string> = new Set(["127.0.0.1", "::1"]);

/**
 * True where no name server is configured: go then asks `127.0.0.1` and `[::1]`, and names the last one that it tried.
 * Nobody writes `[::1]` alone into resolv.conf; `127.0.0.1` alone may be a resolver of this machine that is down.
 */
export function hasNoResolvConf(failure: Failure, run: Run): boolean {
  const error = networkError(failure, "dns-server-refused", "dns-server-unreachable");
  if (!error || error.server === null || !defaultServers.has(error.server.ip)) return false;
  if (run.files.some((file) => file.path === "/etc/resolv.conf" && file.errno === "ENOENT")) return true;
  return error.server.ip === "::1" || askedBothDefaults(run);
}

/** True where the questions of this run went to both addresses that go falls back to, and nowhere else. */
export function askedBothDefaults(run: Run): boolean {
  const servers = new Set(
    run.dnsQueries.flatMap((query) => (query.server === null ? [] : [query.server.ip])),
  );
  return servers.size === 2 && [...servers].every((server) => defaultServers.has(server));
}

/** True where a question about the name of the failure's query was ever answered. */
export function everAnswered(failure: Failure, run: Run): boolean {
  const name = failure.query?.name ?? null;
  return run.dnsQueries.some((query) => query.name === name && query.answer !== null);
}

/** True where the record shows a question about a host; names that strace cut count when they begin alike. */
export function askedDns(run: Run, host: string): boolean {
  return run.dnsQueries.some((query) =>
    query.name === null ? host.startsWith(query.partialName) : query.name === host,
  );
}
