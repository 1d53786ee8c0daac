import type { Run } from "../model/run.ts";
import { moduleOfCachePath } from "../pipeline/cache-path.ts";
import { settingOf } from "../pipeline/settings.ts";
import type { FileTrouble } from "./local-helpers.ts";

/** What a path is to go. An unpacked module is part of the module cache, too, and apart from the downloads. */
export type Place =
  | "module-cache"
  | "unpacked-module"
  | "build-cache"
  | "temp-dir"
  | "go.mod"
  | "go.sum"
  | "go.work"
  | "elsewhere";

export function placeOf(trouble: FileTrouble, run: Run): Place {
  const { path, purpose } = trouble;
  if (purpose === "temp-dir" || purpose === "build-cache") return purpose;
  if (purpose !== null) return "module-cache";
  if (path === null) return "elsewhere";
  if (isWarnedOf(path, run)) return "module-cache";
  return cachePlace(path, trouble.operation, run) ?? otherPlace(path, run);
}

/** `go: writing go.mod cache: mkdir DIR: …` before it tells that DIR is on the way to the cache. */
function isWarnedOf(path: string, run: Run): boolean {
  return run.messages.some(({ message: { body } }) => {
    if (body.kind !== "cache-write-warning" || body.what === "build") return false;
    return body.error.kind === "file" && body.error.path === path;
  });
}

function cachePlace(path: string, operation: string, run: Run): Place | null {
  const known = moduleOfCachePath(path);
  if (known) return known.file === "dir" ? "unpacked-module" : "module-cache";
  const root = moduleCacheRoot(run);
  if (root !== null && isUnder(path, root)) {
    return isUnder(path, `${root}/cache`) || path === root ? "module-cache" : "unpacked-module";
  }
  // go makes $GOPATH/pkg, $GOMODCACHE and its cache/ on first use, wherever the setting points.
  if (operation.startsWith("mkdir") && /\/(?:pkg|mod|cache)$/.test(path)) return "module-cache";
  return /\/pkg\/sumdb(?:\/|$)/.test(path) ? "module-cache" : null;
}

function moduleCacheRoot(run: Run): string | null {
  const cache = settingOf(run, "GOMODCACHE")?.value;
  if (cache !== undefined) return cache.replace(/\/+$/, "");
  const gopath = settingOf(run, "GOPATH")?.value.split(":")[0];
  return gopath === undefined ? null : `${gopath.replace(/\/+$/, "")}/pkg/mod`;
}

function otherPlace(path: string, run: Run): Place {
  const name = path.split(/[/\\]/).at(-1);
  if (name === "go.mod" || name === "go.sum" || name === "go.work") return name;
  if (name === "go.work.sum") return "go.sum";
  if (isTemporary(path, run)) return "temp-dir";
  return isBuildCache(path, run) ? "build-cache" : "elsewhere";
}

/** go-build123, go-codehost-123, …: what go makes in TMPDIR, and removes. */
function isTemporary(path: string, run: Run): boolean {
  if (/[/\\]go-(?:build|codehost-|tool-|link-)\d+(?:[/\\]|$)/.test(path)) return true;
  return isUnder(path, settingOf(run, "TMPDIR")?.value ?? "/tmp") && /\/go[-.\w]*$/.test(path);
}

function isBuildCache(path: string, run: Run): boolean {
  const known = settingOf(run, "GOCACHE")?.value;
  return known === undefined ? /\/go-build(?:\/|$)/.test(path) : isUnder(path, known);
}

function isUnder(path: string, directory: string): boolean {
  const base = directory.replace(/\/+$/, "");
  return path === base || path.startsWith(`${base}/`);
}
