import type { Role } from "../model/vocabulary.ts";
import { unescapeModulePath } from "./module-path.ts";

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

function checksumDatabase(url: URL, path: string): FetchTarget | null {
  const proxied = /^(.*?)\/sumdb\/([^/]+(?:\/[^/]+)*?)\/(supported|lookup|tile|latest)(?:\/(.*))?$/.exec(
    path,
  );
  const own = /^(.*?)\/(lookup|tile)\/(.+)$/.exec(path);
  const endpoint = proxied?.[3] ?? own?.[2];
  if (endpoint === undefined || /\/@v\//.test(path)) return null;
  const record = endpoint === "lookup" ? splitVersion((proxied ? proxied[4] : own?.[3]) ?? "") : null;
  return {
    ...at(url),
    role: "checksum-database",
    endpoint,
    base: `${url.origin}${proxied?.[1] ?? own?.[1] ?? ""}`,
    module: record?.module ?? null,
    version: record?.version ?? null,
  };
}

function moduleProxy(url: URL, path: string): FetchTarget | null {
  const file = /^(.*)\/@v\/(?:(list)|(.+?)\.(info|mod|zip|ziphash))$/.exec(path);
  const latest = /^(.*)\/@latest$/.exec(path);
  const escaped = file?.[1] ?? latest?.[1];
  if (escaped === undefined) return null;
  const { base, module } = splitBase(url, escaped);
  const endpoint = latest ? "latest" : file?.[2] === "list" ? "list" : `.${file?.[4] ?? ""}`;
  const version = file?.[3] === undefined ? null : unescapeModulePath(file[3]);
  const role = module === "golang.org/toolchain" ? "toolchain" : "module-proxy";
  return { ...at(url), role, endpoint, base, module, version };
}

/** A repository's own address: go asks for it after a failed `git ls-remote`, only to see whether it exists. */
function page(url: URL, path: string): FetchTarget {
  const module = `${url.hostname}${path}`.replace(/\.git$|\/$/, "");
  return { ...at(url), role: "direct", endpoint: "page", base: "direct", module, version: null };
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
  const at = text.lastIndexOf("@");
  if (at < 0) return { module: unescapeModulePath(text), version: null };
  return { module: unescapeModulePath(text.slice(0, at)), version: unescapeModulePath(text.slice(at + 1)) };
}

function at(url: URL): { host: string } {
  return { host: url.hostname };
}
