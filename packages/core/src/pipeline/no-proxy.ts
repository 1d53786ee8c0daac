import { BlockList, isIP } from "node:net";

/**
 * What one entry of NO_PROXY stands for. golang.org/x/net/http/httpproxy, config.init; `ignored`: go takes it for the name of a
 * host, which no host can have.
 */
export type NoProxyEntry =
  | { readonly kind: "all" }
  | { readonly kind: "network"; readonly text: string; readonly ip: string; readonly prefix: number }
  | { readonly kind: "address"; readonly text: string; readonly ip: string; readonly port: string | null }
  | {
      readonly kind: "domain";
      readonly text: string;
      /** With its leading dot. */
      readonly suffix: string;
      /** The name without the dot counts as well. */
      readonly itself: boolean;
      readonly port: string | null;
    }
  | { readonly kind: "ignored"; readonly text: string };

/** Reads NO_PROXY as Go's HTTP client does. Blanks around an entry and upper case do not matter; a `*` makes the rest idle. */
export function parseNoProxy(list: string): NoProxyEntry[] {
  const entries = list
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== "");
  return entries.includes("*") ? [{ kind: "all" }] : entries.map(entryOf);
}

function entryOf(text: string): NoProxyEntry {
  const network = networkOf(text);
  if (network !== null) return network;
  const { host, port } = splitPort(text);
  if (isAddress(host)) return { kind: "address", text, ip: host, port };
  const name = host.replace(/^\*(?=\.)/, "");
  // A name with what no name can hold: go compares it all the same, and it never matches.
  if (name === "" || name === "." || /[*?\s/:;]/.test(name)) return { kind: "ignored", text };
  const itself = !name.startsWith(".");
  return { kind: "domain", text, suffix: itself ? `.${name}` : name, itself, port };
}

/** net.ParseCIDR. */
function networkOf(text: string): NoProxyEntry | null {
  const [, ip = "", bits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const prefix = Number(bits);
  if (!isAddress(ip) || prefix > (isIP(ip) === 4 ? 32 : 128)) return null;
  return { kind: "network", text, ip, prefix };
}

/** net.SplitHostPort; an entry that it cannot split is a host as a whole. */
function splitPort(text: string): { host: string; port: string | null } {
  const split = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(text);
  if (!split) return { host: text, port: null };
  return { host: split[1] ?? split[2] ?? "", port: split[3] || null };
}

/**
 * Whether go goes to a host itself although a forward proxy is set: `localhost` and loopback addresses always, others where
 * NO_PROXY has them. httpproxy, config.useProxy.
 */
export function bypassesProxy(
  entries: readonly NoProxyEntry[],
  host: string,
  port: number,
): NoProxyEntry | "loopback" | null {
  const name = host.toLowerCase().replace(/^\[|\]$/g, "");
  if (name === "localhost" || (isAddress(name) && loopback.check(name, familyOf(name)))) return "loopback";
  return entries.find((entry) => covers(entry, name, String(port))) ?? null;
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

function covers(entry: NoProxyEntry, host: string, port: string): boolean {
  switch (entry.kind) {
    case "all":
      return true;
    case "network":
      return isAddress(host) && contains(entry.ip, entry.prefix, host);
    case "address":
      return isAddress(host) && contains(entry.ip, null, host) && isPort(entry.port, port);
    case "domain":
      return (
        (host.endsWith(entry.suffix) || (entry.itself && host === entry.suffix.slice(1))) &&
        isPort(entry.port, port)
      );
    case "ignored":
      return false;
  }
}

function isPort(wanted: string | null, port: string): boolean {
  return wanted === null || wanted === port;
}

function contains(ip: string, prefix: number | null, host: string): boolean {
  const list = new BlockList();
  if (prefix === null) list.addAddress(ip, familyOf(ip));
  else list.addSubnet(ip, prefix, familyOf(ip));
  return list.check(host, familyOf(host));
}

/** net.ParseIP takes no zone. */
function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes("%");
}

function familyOf(ip: string): "ipv4" | "ipv6" {
  return isIP(ip) === 4 ? "ipv4" : "ipv6";
}
