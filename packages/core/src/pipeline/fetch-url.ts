import type { Role } from "../model/vocabulary.ts";
import { escapeModulePath, unescapeModulePath } from "./module-path.ts";
import { withoutSuffix } from "./repository.ts";

/** What a URL in go's log asks for. The endpoints are those of `go help goproxy` and golang.org/x/mod/sumdb. */
export interface FetchTarget {
  role: Role;
  /** `.info`, `.mod`, `.zip`, `list`, `latest`, `lookup`, `tile`, `supported`, `go-get`, or `page` for a bare URL. */
  endpoint: string;
  host: string;
  /** The URL up to the module: the element of GOPROXY, or the database's base. */
  base: string;
  module: string | null;
  version: string | null;
}

/** @returns null where the text is no absolute URL */
export function readFetchUrl(text: string): FetchTarget | null {
  const url = parseUrl(text);
  if (url === null) return null;
  const path = decodePath(url.pathname);
  return discovery(url, path) ?? checksumDatabase(url, path) ?? moduleProxy(url, path) ?? page(url, path);
}

/**
 * Go 1.19 to 1.21 print the URL of a body that broke off without its module, and with one slash in front of the host
 * (path.Join). cmd/go/internal/modfetch/proxy.go.
 */
export function wholeUrl(url: string | null, module: string | null): string | null {
  const [, scheme, base, file] = /^(https?):\/([^/].*?)\/@v\/(.+)$/u.exec(url ?? "") ?? [];
  if (scheme === undefined || module === null) return url;
  return `${scheme}://${base}/${escapeModulePath(module)}/@v/${file}`;
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** In file URLs and in URLs that go prints, `!` may stand as %21 and `+` as %2B. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function discovery(url: URL, path: string): FetchTarget | null {
  if (url.searchParams.get("go-get") !== "1") return null;
  const module = `${url.hostname}${path}`.replace(/\/$/, "");
  return { ...at(url), role: "direct", endpoint: "go-get", base: "direct", module, version: null };
}

/** `BASE/sumdb/NAME/…` is asked through a proxy, `BASE/lookup/…` of the database itself. */
function checksumDatabase(url: URL, path: string): FetchTarget | null {
  const proxied =
    /^(?<base>.*?)\/sumdb\/[^/]+(?:\/[^/]+)*?\/(?<endpoint>supported|lookup|tile|latest)(?:\/(?<rest>.*))?$/;
  const own = /^(?<base>.*?)\/(?<endpoint>lookup|tile)\/(?<rest>.+)$/;
  const parts = (proxied.exec(path) ?? own.exec(path))?.groups;
  if (!parts || path.includes("/@v/")) return null;
  const { base = "", endpoint = "", rest = "" } = parts;
  const record = endpoint === "lookup" ? splitVersion(rest) : { module: null, version: null };
  return { ...at(url), role: "checksum-database", endpoint, base: url.origin + base, ...record };
}

function moduleProxy(url: URL, path: string): FetchTarget | null {
  const file = /^(?<escaped>.*)\/@v\/(?<version>.+)(?<endpoint>\.(?:info|mod|zip|ziphash))$/;
  const query = /^(?<escaped>.*)\/@(?:v\/)?(?<endpoint>list|latest)$/;
  const parts = (file.exec(path) ?? query.exec(path))?.groups;
  if (!parts) return null;
  const { escaped = "", endpoint = "", version } = parts;
  const { base, module } = splitBase(url, escaped);
  return {
    ...at(url),
    role: module === "golang.org/toolchain" ? "toolchain" : "module-proxy",
    endpoint,
    base,
    module,
    version: version === undefined ? null : unescapeModulePath(version),
  };
}

/**
 * A repository's own address: go asks for it after a failed `git ls-remote`, only to see whether it exists. Who tells of an
 * error may write dots for the rest of a URL.
 */
function page(url: URL, path: string): FetchTarget {
  const module = withoutSuffix(`${url.hostname}${path}`.replace(/\/$/, ""));
  return {
    ...at(url),
    role: "direct",
    endpoint: "page",
    base: "direct",
    module: path.length > 1 && !path.includes("...") ? module : null,
    version: null,
  };
}

/**
 * Where the proxy's own path ends and the module begins is not written in a URL. A module path starts with an element
 * that has a dot (cmd/go demands it), so the module begins at the first such element.
 */
function splitBase(url: URL, escaped: string): { base: string; module: string } {
  const elements = escaped.split("/").filter((element) => element !== "");
  const start = elements.findIndex((element) => element.includes("."));
  const first = start < 0 ? 0 : start;
  const prefix = elements.slice(0, first).map((element) => `/${element}`);
  const origin = url.protocol === "file:" ? "file://" : url.origin;
  return { base: origin + prefix.join(""), module: unescapeModulePath(elements.slice(first).join("/")) };
}

function splitVersion(text: string): { module: string; version: string | null } {
  const sign = text.lastIndexOf("@");
  if (sign < 0) return { module: unescapeModulePath(text), version: null };
  return {
    module: unescapeModulePath(text.slice(0, sign)),
    version: unescapeModulePath(text.slice(sign + 1)),
  };
}

function at(url: URL): { host: string } {
  return { host: url.hostname };
}
