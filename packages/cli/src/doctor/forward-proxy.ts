import { BlockList, isIP, isIPv6 } from "node:net";
import { blankNetworkError, type GoError } from "@gotrace/core";

// golang.org/x/net/http/httpproxy: which forward proxy Go uses for a URL.

/** A forward proxy, with what it is to be told. */
export interface ForwardProxy {
  readonly variable: string;
  readonly scheme: "http" | "https" | "socks5" | "socks5h";
  readonly host: string;
  readonly port: number;
  /** Never shown. */
  readonly credentials: { readonly user: string; readonly password: string } | null;
}

/** How go gets to a host. */
export type Way =
  | { readonly kind: "itself" }
  | { readonly kind: "proxy"; readonly proxy: ForwardProxy }
  | {
      readonly kind: "malformed";
      readonly variable: string;
      /** The host that go takes it for, else the one that it keeps go from. */
      readonly host: string;
      readonly error: GoError;
    };

type Environment = Readonly<Record<string, string | undefined>>;

const variables = {
  "https:": ["HTTPS_PROXY", "https_proxy"],
  "http:": ["HTTP_PROXY", "http_proxy"],
} as const;
const schemes: ReadonlySet<string> = new Set(["http", "https", "socks5", "socks5h"]);
const defaultPorts = { http: 80, https: 443, socks5: 1080, socks5h: 1080 } as const;

export function wayTo(url: URL, env: Environment): Way {
  const scheme = url.protocol === "http:" ? "http:" : "https:";
  const variable = variables[scheme].find((name) => env[name]);
  const value = variable === undefined ? "" : (env[variable] ?? "");
  if (variable === undefined || !usesProxy(url, env["NO_PROXY"] || env["no_proxy"] || ""))
    return { kind: "itself" };
  const proxy = readProxy(variable, value);
  if (proxy.kind === "ignored") return { kind: "itself" };
  if (proxy.kind === "proxy") return proxy;
  const host = proxy.takenFor ?? url.hostname;
  const error = { ...blankNetworkError("proxy-value-malformed"), url: url.href, host, text: variable };
  return { kind: "malformed", variable, host, error };
}

/** `ignored`: it cannot be parsed at all, and go leaves such a value aside (httpproxy, config.init). */
type ReadProxy =
  | { readonly kind: "ignored" }
  | { readonly kind: "malformed"; readonly takenFor: string | null }
  | { readonly kind: "proxy"; readonly proxy: ForwardProxy };

/** As a URL; or, without a scheme that is known, as a host: go then looks for a host that is called `http` or `ftp`. */
function readProxy(variable: string, value: string): ReadProxy {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.parse(text);
  const scheme = url?.protocol.slice(0, -1) ?? "";
  if (url === null) return { kind: "ignored" };
  if (schemes.has(url.hostname)) return { kind: "malformed", takenFor: url.hostname };
  if (url.hostname === "" || !schemes.has(scheme)) return { kind: "malformed", takenFor: null };
  const known = scheme as ForwardProxy["scheme"];
  const credentials =
    url.username === ""
      ? null
      : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  const port = url.port === "" ? defaultPorts[known] : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return { kind: "proxy", proxy: { variable, scheme: known, host, port, credentials } };
}

/** config.useProxy: never for this machine itself, nor for what NO_PROXY names. */
export function usesProxy(url: URL, noProxy: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (host === "localhost" || isLoopback(host)) return false;
  const port = url.port === "" ? (url.protocol === "http:" ? "80" : "443") : url.port;
  return !noProxy
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== "")
    .some((entry) => entry === "*" || covers(entry, host, port));
}

function isLoopback(host: string): boolean {
  return (isIP(host) === 4 && host.startsWith("127.")) || host === "::1";
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry.includes("/")) return isIP(host) !== 0 && inNetwork(entry, host);
  const [, name = "", ofPort] = /^(\[[^\]]*\]|[^:]*|[^[\]]*:[^[\]]*:[^[\]]*)(?::(\d+))?$/.exec(entry) ?? [];
  if (ofPort !== undefined && ofPort !== port) return false;
  const bare = name.replace(/^\[|\]$/g, "");
  return isIP(bare) || isIP(host) ? bare === host : coversName(bare, host);
}

/** `.corp.example` and `*.corp.example` are for what is below, `corp.example` is for both. */
function coversName(name: string, host: string): boolean {
  const suffix = name.replace(/^\*(?=\.)/, "");
  if (suffix.startsWith(".")) return host.endsWith(suffix);
  return suffix !== "" && (host === suffix || host.endsWith(`.${suffix}`));
}

function inNetwork(entry: string, host: string): boolean {
  const [address = "", prefix = ""] = entry.split("/");
  if (!isIP(address) || isIP(address) !== isIP(host) || !/^\d+$/.test(prefix)) return false;
  const family = isIPv6(host) ? "ipv6" : "ipv4";
  const list = new BlockList();
  try {
    list.addSubnet(address, Number(prefix), family);
  } catch {
    return false;
  }
  return list.check(host, family);
}
