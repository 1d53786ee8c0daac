import type { NetworkError, NetworkReason } from "../model/network-error.ts";
import type { Failure, Run } from "../model/run.ts";
import { hostOfAddress } from "../pipeline/hosts.ts";
import { settingOf } from "../pipeline/settings.ts";
import { errorOfKind } from "./matching.ts";

/** A forward proxy as an environment variable names it. */
export interface ForwardProxy {
  variable: string;
  scheme: string;
  host: string;
  port: number;
}

// In the order in which Go asks: golang.org/x/net/http/httpproxy, FromEnvironment. ALL_PROXY is git's and curl's, never Go's.
const variablesOf = {
  "https:": ["HTTPS_PROXY", "https_proxy"],
  "http:": ["HTTP_PROXY", "http_proxy"],
} as const;
const defaultPorts: Readonly<Record<string, number>> = {
  "http:": 80,
  "https:": 443,
  "socks5:": 1080,
  "socks5h:": 1080,
};

/** The forward proxy that Go uses for URLs of a scheme, as far as the record shows the environment. */
export function forwardProxyFor(run: Run, scheme: "http:" | "https:"): ForwardProxy | null {
  return (
    variablesOf[scheme].map((variable) => proxyVariable(run, variable)).find((proxy) => proxy !== null) ??
    null
  );
}

/** The value of one variable. The go env file does not count: Go reads these from the process's environment alone. */
export function proxyVariable(run: Run, variable: string): ForwardProxy | null {
  const setting = settingOf(run, variable);
  if (setting === null || setting.source === "go-env-file") return null;
  const text = setting.value.includes("://") ? setting.value : `http://${setting.value}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const port = url.port === "" ? (defaultPorts[url.protocol] ?? 80) : Number(url.port);
  return { variable, scheme: url.protocol, host: url.hostname.replace(/^\[|\]$/g, ""), port };
}

/** NO_PROXY as golang.org/x/net/http/httpproxy reads it; addresses and ports in it do not matter for public names. */
export function coveredByNoProxy(run: Run, host: string): boolean {
  const list = settingOf(run, "NO_PROXY") ?? settingOf(run, "no_proxy");
  if (list === null || list.source === "go-env-file") return false;
  const entries = list.value.split(",").map((entry) => entry.trim().toLowerCase().replace(/^\*\./, "."));
  return entries.some((entry) => {
    if (entry === "*") return true;
    return entry.startsWith(".")
      ? host.endsWith(entry)
      : entry !== "" && (host === entry || host.endsWith(`.${entry}`));
  });
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
