import { unescapeModulePath } from "./module-path.ts";

/** What a path under the module cache is for. cmd/go/internal/modfetch/cache.go. */
export interface CachePath {
  module: string | null;
  version: string | null;
  /** `info`, `mod`, `zip`, `ziphash`, `list`, `lock`, `partial`; `dir` for unpacked files; `vcs`, `sumdb`, `other`. */
  file: string;
}

/** @returns null where the path is not in a module cache */
export function moduleOfCachePath(name: string): CachePath | null {
  const path = name.replaceAll("\\", "/");
  const download = /\/cache\/download\/(.+?)\/@v(?:\/(.*))?$/.exec(path);
  if (download) return { module: unescapeModulePath(download[1] ?? ""), ...versionFile(download[2] ?? "") };
  if (/\/cache\/download\/sumdb\//.test(path)) return { module: null, version: null, file: "sumdb" };
  if (/\/cache\/vcs\//.test(path)) return { module: null, version: null, file: "vcs" };
  const unpacked = /\/pkg\/mod\/((?:[^/@]+\/)*[^/@]+)@(v[^/]+)(?:\/|$)/.exec(path);
  if (unpacked) {
    const module = unescapeModulePath(unpacked[1] ?? "");
    return { module, version: unescapeModulePath(unpacked[2] ?? ""), file: "dir" };
  }
  return /\/pkg\/mod(?:\/cache)?(?:\/|$)|\/cache\/(?:download|lock)(?:\/|$)/.test(path)
    ? { module: null, version: null, file: "other" }
    : null;
}

/** `v1.2.0.info`, `v1.2.0.zip616138287.tmp`, `list`, `v1.2.0.lock`. */
function versionFile(name: string): { version: string | null; file: string } {
  const file = /^(.+)\.(info|mod|zip|ziphash|lock|partial)(?:\d+\.tmp)?$/.exec(name);
  if (file) return { version: unescapeModulePath(file[1] ?? ""), file: file[2] ?? "other" };
  return { version: null, file: name.startsWith("list") ? "list" : "other" };
}
