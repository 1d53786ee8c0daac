/** One element of GOPROXY, and when go passes from it to the next. `go help goproxy`; cmd/go/internal/modfetch/proxy.go. */
export interface GoproxyEntry {
  /** A URL, `direct` or `off`. */
  readonly value: string;
  /** `,`: go on after 404 and 410 only; `|`: after any error; null: the last one. */
  readonly separator: "," | "|" | null;
}

/** What go uses where GOPROXY is neither in the environment nor in go env's files. */
export const defaultGoproxy = "https://proxy.golang.org,direct";

/** Splits GOPROXY as proxyList does: blanks are dropped, `off` and `direct` end the list, a bare host is https. */
export function parseGoproxy(value: string): GoproxyEntry[] {
  const entries: GoproxyEntry[] = [];
  for (const part of value.matchAll(/([^,|]*)([,|]?)/g)) {
    const text = part[1]?.trim() ?? "";
    if (text === "") continue;
    const last = text === "direct" || text === "off";
    entries.push({ value: last ? text : withScheme(text), separator: last ? null : separatorOf(part[2]) });
    if (last) break;
  }
  return entries.map((entry, i) => (i === entries.length - 1 ? { ...entry, separator: null } : entry));
}

function separatorOf(text: string | undefined): "," | "|" | null {
  return text === "," || text === "|" ? text : null;
}

/** A single word is kept for what go may once mean by it; anything else that is no URL and no path gets `https://`. */
function withScheme(text: string): string {
  const isBareHost = /[.:/]/.test(text) && !text.includes(":/") && !text.startsWith("/");
  return (isBareHost ? `https://${text}` : text).replace(/\/+$/, "");
}

/** What of a GOPROXY stands behind `direct` or `off`, where go stops reading; empty where nothing does. */
export function unreadGoproxy(value: string): string[] {
  const parts = value.split(/[,|]/).map((part) => part.trim());
  const end = parts.findIndex((part) => part === "direct" || part === "off");
  return end < 0 ? [] : parts.slice(end + 1).filter((part) => part !== "");
}

/** The host of an entry, or null for `direct`, `off`, a file tree and what is no URL. */
export function hostOfEntry({ value }: GoproxyEntry): string | null {
  if (!URL.canParse(value)) return null;
  return new URL(value).hostname.replace(/^\[|\]$/g, "") || null;
}

/**
 * Mirrors that serve the public's modules and can see no private repository. The list is of services whose operators
 * document them as public; everything else may be a company's own proxy.
 */
const publicProxies: ReadonlySet<string> = new Set([
  "proxy.golang.org",
  "goproxy.io",
  "goproxy.cn",
  "goproxy.dev",
  "gonexus.dev",
  "athens.azurefd.net",
  "gocenter.io",
  "mirrors.aliyun.com",
  "mirrors.cloud.tencent.com",
  "repo.huaweicloud.com",
  "mirrors.huaweicloud.com",
]);

export function isPublicProxy(host: string): boolean {
  return publicProxies.has(host.toLowerCase());
}
