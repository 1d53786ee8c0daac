import type { KnownSetting, SettingsView } from "../model/setting.ts";
import { bypassesProxy, parseNoProxy, type NoProxyEntry } from "./no-proxy.ts";
import { valueIn } from "./settings.ts";

/** A forward proxy as an environment variable names it. */
export interface ForwardProxy {
  variable: string;
  /** With its colon, as in a URL. */
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

/** The first variable of a scheme that is set, whether or not it names a proxy that go understands. */
export function proxySetting(view: SettingsView, scheme: "http:" | "https:"): KnownSetting | null {
  return firstOf(view, variablesOf[scheme]);
}

/** NO_PROXY, or no_proxy where that is not set. */
export function noProxySetting(view: SettingsView): KnownSetting | null {
  return firstOf(view, ["NO_PROXY", "no_proxy"]);
}

/** The go env file does not count: Go reads these from the process's environment alone. */
function firstOf(view: SettingsView, names: readonly string[]): KnownSetting | null {
  const settings = names.map((name) => environmentValue(view, name));
  return settings.find((setting) => setting !== null) ?? null;
}

/** A variable of the process's environment, where it is on record and not empty. */
export function environmentValue(view: SettingsView, name: string): KnownSetting | null {
  const setting = valueIn(view, name);
  return setting === null || setting.source === "go-env-file" ? null : setting;
}

/**
 * The forward proxy that Go uses for URLs of a scheme, as far as the environment is known. A CGI program's HTTP_PROXY is a
 * request's header, so Go refuses it: golang.org/s/cgihttpproxy.
 */
export function forwardProxyIn(view: SettingsView, scheme: "http:" | "https:"): ForwardProxy | null {
  if (scheme === "http:" && environmentValue(view, "REQUEST_METHOD") !== null) return null;
  const setting = proxySetting(view, scheme);
  return setting === null ? null : readForwardProxy(setting.name, setting.value);
}

/** The value of one variable; null where it is not set, or no address. */
export function forwardProxyNamed(view: SettingsView, variable: string): ForwardProxy | null {
  const setting = environmentValue(view, variable);
  return setting === null ? null : readForwardProxy(variable, setting.value);
}

/** A URL, or `host[:port]`, which counts as http. httpproxy, parseProxy. */
export function readForwardProxy(variable: string, value: string): ForwardProxy | null {
  const text = value.includes("://") ? value : `http://${value}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.hostname === "") return null;
  const port = url.port === "" ? (defaultPorts[url.protocol] ?? 80) : Number(url.port);
  return { variable, scheme: url.protocol, host: url.hostname.replace(/^\[|\]$/g, ""), port };
}

/** Why go goes to a host past the forward proxy: an entry of NO_PROXY, or that it is this machine. Null: it does not. */
export function bypassOf(view: SettingsView, host: string, port = 443): NoProxyEntry | "loopback" | null {
  return bypassesProxy(parseNoProxy(noProxySetting(view)?.value ?? ""), host, port);
}
