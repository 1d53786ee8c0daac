import type { NetworkError, NetworkReason } from "../model/network-error.ts";
import type { Failure, Run } from "../model/run.ts";
import { hostOfAddress } from "../pipeline/hosts.ts";
import { bypassOf, forwardProxyIn, forwardProxyNamed, type ForwardProxy } from "../pipeline/forward-proxy.ts";
import { settingsOfRun } from "../pipeline/settings.ts";
import { errorOfKind } from "./matching.ts";

/** The forward proxy that Go uses for URLs of a scheme, as far as the record shows the environment. */
export function forwardProxyFor(run: Run, scheme: "http:" | "https:"): ForwardProxy | null {
  return forwardProxyIn(settingsOfRun(run), scheme);
}

/** The value of one variable; null where it is not set, or no address. */
export function proxyVariable(run: Run, variable: string): ForwardProxy | null {
  return forwardProxyNamed(settingsOfRun(run), variable);
}

/** Whether NO_PROXY, as Go reads it, covers a host. */
export function coveredByNoProxy(run: Run, host: string): boolean {
  return bypassOf(settingsOfRun(run), host) !== null;
}

/**
 * The failure's network error if it happened between this machine and a forward proxy: go or git says so, or the address
 * is the one that the environment names. No reason given: any.
 */
export function atForwardProxy(failure: Failure, run: Run, ...reasons: NetworkReason[]): NetworkError | null {
  const error = errorOfKind(failure, "network");
  if (!error || (reasons.length > 0 && !reasons.includes(error.reason))) return null;
  return error.proxyconnect || isForwardProxy(failure, run) ? error : null;
}

/** True where the failure's connection never got farther than a machine that the environment names as forward proxy. */
export function isForwardProxy(failure: Failure, run: Run): boolean {
  const { connection, error } = failure;
  if (connection !== null && (connection.tls !== null || connection.tunnel !== null)) return false;
  const remote = connection?.remote ?? (error.kind === "network" ? error.address : null);
  if (remote === null) return false;
  const names = new Set([remote.ip, hostOfAddress(run, remote.ip)]);
  return (["https:", "http:"] as const)
    .map((scheme) => forwardProxyFor(run, scheme))
    .some((proxy) => proxy !== null && proxy.port === remote.port && names.has(proxy.host));
}

/** True where CONNECT was sent and the connection ended before the forward proxy answered. */
export function tunnelUnanswered(failure: Failure): boolean {
  return failure.connection !== null && failure.connection.tunnel?.status === null;
}

/** Which machine the forward proxy is: the failure's own, the one that was asked for a tunnel, or the environment's. */
export function forwardProxyHost(failure: Failure, run: Run): string | null {
  if (failure.connection?.tunnel) return hostOfAddress(run, failure.connection.remote.ip);
  if (failure.error.kind === "network" && (failure.error.proxyconnect || isForwardProxy(failure, run))) {
    return failure.host;
  }
  const tunnelled = run.connections.findLast((candidate) => candidate.tunnel !== null);
  if (tunnelled) return hostOfAddress(run, tunnelled.remote.ip);
  const plain = failure.url !== null && failure.url.startsWith("http:");
  return forwardProxyFor(run, plain ? "http:" : "https:")?.host ?? null;
}

/** `the forward proxy webproxy.example`, or without its name where the record does not tell it. */
export function theForwardProxy(subject: { failure: Failure; run: Run }): string {
  const host = forwardProxyHost(subject.failure, subject.run);
  return host === null ? "the forward proxy" : `the forward proxy ${host}`;
}

/** The command that shows what go and git take from the environment. */
export const showProxyVariables = "env | grep -i _proxy; git config --get-all http.proxy";
