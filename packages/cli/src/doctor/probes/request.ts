import {
  blankNetworkError,
  parseFailure,
  type Connection,
  type GoError,
  type Role,
  type TraceError,
} from "@gotrace/core";
import { basicAuthorization, netrcCredentials } from "../netrc.ts";
import { wayTo } from "../forward-proxy.ts";
import { exchange, type Answer } from "./exchange.ts";
import type { Judge, Link, Network } from "./network.ts";
import { moment } from "./measuring.ts";

/** What came of asking for a URL, redirects followed. */
export interface Reply extends Answer {
  readonly url: URL;
  readonly connection: Connection | null;
  readonly redirects: number;
}

/** Finds the link to a server, or opens it: under this heading, and on this account. */
export type KeepLink = (origin: URL, heading?: string, role?: Role, judge?: Judge) => Promise<Link>;

// net/http, defaultCheckRedirect.
const mostRedirects = 10;

/** Asks as go asks: its user agent, the user's netrc, ten redirects at most. */
export async function ask(
  link: Link,
  url: URL,
  options: { network: Network; netrc: string | null; linkTo: KeepLink; mostBytes?: number },
): Promise<Reply> {
  let at = url;
  let through = link;
  for (let redirects = 0; ; redirects += 1) {
    const reply = { ...(await askOnce(through, at, options)), redirects };
    const target = redirectOf(reply, at);
    if (target === null) return reply;
    if (at.protocol === "https:" && target.protocol === "http:") return refused(reply, "insecure-redirect");
    if (redirects === mostRedirects) return refused(reply, "redirect-loop");
    if (target.origin !== through.origin.origin) {
      through = await options.linkTo(target);
      if (through.connect === null) return { ...reply, url: target, error: through.error };
    }
    at = target;
  }
}

function redirectOf({ status, headers, error }: Answer, base: URL): URL | null {
  if (error !== null || status === null || ![301, 302, 303, 307, 308].includes(status)) return null;
  const { location } = headers;
  return typeof location === "string" ? URL.parse(location, base.href) : null;
}

function refused(reply: Reply, reason: "insecure-redirect" | "redirect-loop"): Reply {
  return { ...reply, error: { ...blankNetworkError(reason), url: reply.url.href, phase: "request" } };
}

const usualBytes = 1 << 20;

async function askOnce(
  link: Link,
  url: URL,
  { network, netrc, mostBytes = usualBytes }: { network: Network; netrc: string | null; mostBytes?: number },
): Promise<Omit<Reply, "redirects">> {
  const nothing = {
    url,
    status: null,
    headers: {},
    body: Buffer.alloc(0),
    received: 0,
    stopped: false,
    firstByteMs: null,
    bodyMs: null,
  };
  if (link.connect === null) return { ...nothing, connection: null, error: link.error };
  const { socket, alpn, connection, error } = await link.connect();
  if (socket === null || error !== null) {
    socket?.destroy();
    return { ...nothing, connection, error: withUrl(error, url) };
  }
  const headers = {
    "user-agent": `Go-http-client/${alpn === "h2" ? "2.0" : "1.1"}`,
    ...(await credentials(url, netrc)),
  };
  const proxied = link.absolute ? proxyHeaders(url, network) : {};
  const target = link.absolute ? url.href : url.pathname + url.search;
  const asked = moment();
  const answer = await exchange(
    socket,
    alpn,
    { url, headers: { ...headers, ...proxied }, target, mostBytes },
    network,
  );
  const date = Date.parse(String(answer.headers["date"] ?? ""));
  if (!Number.isNaN(date)) network.clockSkews.push(date - Date.now());
  return {
    ...answer,
    url,
    error: withUrl(answer.error, url),
    connection: { ...connection, ...trafficOf(answer, url, asked) },
  };
}

/** A URL's own user goes before netrc's. net/http, Request.basicAuth; cmd/go/internal/web. */
async function credentials(url: URL, netrc: string | null): Promise<Record<string, string>> {
  const own =
    url.username === ""
      ? null
      : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  const found = own ?? (await netrcCredentials(netrc, url));
  return found === null ? {} : { authorization: basicAuthorization(found) };
}

function proxyHeaders(url: URL, { env }: Network): Record<string, string> {
  const way = wayTo(url, env);
  if (way.kind !== "proxy" || way.proxy.credentials === null) return {};
  return { "proxy-authorization": basicAuthorization(way.proxy.credentials) };
}

function withUrl(error: GoError | TraceError | null, url: URL): GoError | TraceError | null {
  return error?.kind === "network" ? { ...error, url: shownUrl(url) } : error;
}

/** The exchange as the facts of a connection have it. */
function trafficOf(
  { status, received }: Answer,
  url: URL,
  asked: ReturnType<typeof moment>,
): Partial<Connection> {
  const answer = status === null ? null : { ...moment(), status, reason: "", contentType: null };
  return {
    host: url.hostname,
    requests: [{ ...asked, method: "GET", url: shownUrl(url), answer }],
    bytesReceived: received,
    lastSent: asked,
  };
}

/** A URL without the name and password in it. */
export function shownUrl(url: URL): string {
  const shown = new URL(url);
  shown.username = "";
  shown.password = "";
  return shown.href;
}

const statusTexts: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  407: "Proxy Authentication Required",
  410: "Gone",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** `404 Not Found`. */
export function statusWords(status: number): string {
  return `${status} ${statusTexts[status] ?? ""}`.trim();
}

/** An answer that is no success, as go would print it and as its own words are read. cmd/go/internal/web, HTTPError. */
export function statusError({ status, headers, body, url }: Reply): GoError | null {
  if (status === null || status === 200) return null;
  const type = String(headers["content-type"] ?? "");
  const detail = /^text\/plain(?:;|$)/.test(type) ? serverWords(body.toString("utf8")) : "";
  return parseFailure(`reading ${shownUrl(url)}: ${statusWords(status)}${detail}`).error;
}

/** The first lines of what the server says: 8 lines, 1 kB. */
function serverWords(text: string): string {
  const lines = text.slice(0, 648).trimEnd().split(/\r?\n/).slice(0, 8);
  if (lines.join("") === "") return "";
  return lines.length === 1
    ? `\n\tserver response: ${lines[0]}`
    : `\n\tserver response:\n${lines.map((line) => `\t${line}`).join("\n")}`;
}
