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

function withScheme(text: string): string {
  const url = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  return url.replace(/\/+$/, "");
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
