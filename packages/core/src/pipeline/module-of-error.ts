import type { ErrorContext, GoError } from "../model/go-error.ts";
import type { Run } from "../model/run.ts";
import { moduleOfCachePath, type CachePath } from "./cache-path.ts";
import type { FetchTarget } from "./fetch-url.ts";
import { replacement } from "./replacement.ts";

/** Which module an error is about, and which version of it; null where neither its words nor the run say. */
export function moduleOfError(
  error: GoError,
  around: readonly GoError[],
  context: ErrorContext | null,
  target: FetchTarget | null,
  run: Run,
): { module: string | null; version: string | null } {
  const stored = storedOnDisk(error, around);
  return {
    module:
      moduleNamed(error, context, target, stored) ??
      moduleBeingUnpacked(error, run) ??
      moduleBeingDownloaded(error, context, run) ??
      moduleOfGopathPackage(error, context, around),
    version: versionNamedBy(error) ?? versionInFront(context) ?? stored?.version ?? target?.version ?? null,
  };
}

/** A path in the module cache names its module better than `MOD/PKG@latest: `, which is what was asked for. */
function moduleNamed(
  error: GoError,
  context: ErrorContext | null,
  target: FetchTarget | null,
  stored: CachePath | null,
): string | null {
  const inWords = moduleOf(error, context, target);
  return context?.query ? (stored?.module ?? inWords) : (inWords ?? stored?.module ?? null);
}

function moduleOf(error: GoError, context: ErrorContext | null, target: FetchTarget | null): string | null {
  const named = moduleNamedBy(error);
  // `go get ARG: module MOD@upgrade found (VERSION), but …`: of the two, MOD is the module.
  if (error.kind === "package-not-in-module" && named) return named;
  return (
    replacement(context)?.path ??
    context?.module ??
    moduleRead(context) ??
    named ??
    moduleOfVendoring(error, context) ??
    (target?.module || null)
  );
}

/** What stands in front of `: is replaced in go.mod, but …` is a module, though the line alone reads like a package's. */
function moduleOfVendoring(error: GoError, context: ErrorContext | null): string | null {
  return error.kind === "vendor-inconsistent" ? (context?.package ?? null) : null;
}

/** `reading MOD/go.mod at revision R`. */
function moduleRead(context: ErrorContext | null): string | null {
  return context?.reading?.path.replace(/\/go\.mod$/, "") ?? null;
}

function storedOnDisk(error: GoError, around: readonly GoError[]): CachePath | null {
  for (const each of [error, ...around]) {
    const path = pathOf(each);
    const entry = path === null ? null : moduleOfCachePath(path);
    if (entry?.module) return entry;
  }
  return null;
}

function pathOf(error: GoError): string | null {
  switch (error.kind) {
    case "unzip":
      return error.zip;
    case "file":
    case "lock":
    case "cache-modified":
      return error.path;
    default:
      return null;
  }
}

/** In GOPATH mode go clones a repository, and names the package that it wanted from there. */
function moduleOfGopathPackage(
  error: GoError,
  context: ErrorContext | null,
  around: readonly GoError[],
): string | null {
  const command = [error, ...around].find(({ kind }) => kind === "vcs");
  const cloned = command?.kind === "vcs" ? clone.exec(command.command)?.[1] : undefined;
  if (cloned !== undefined) return cloned.replace(/\.git$/u, "");
  const wanted = command || error.kind === "vcs-missing" || error.kind === "zip-invalid";
  return wanted ? moduleOfShortPackage(context?.package ?? null) : null;
}

const clone = /^git clone (?:-- )?https?:\/\/(?:[^@/]*@)?([^\s]+)/u;

/** `go: zip: not a valid zip file` names nothing: it is about the zip that came last. */
function moduleBeingUnpacked(error: GoError, run: Run): string | null {
  if (error.kind !== "zip-invalid") return null;
  return run.attempts.findLast((attempt) => attempt.endpoint === ".zip")?.module ?? null;
}

/** `cannot load PKG: module lookup disabled by GOPROXY=off`: go has told before of which module it wants PKG. */
function moduleBeingDownloaded(error: GoError, context: ErrorContext | null, run: Run): string | null {
  const wanted = context?.package ?? null;
  if (error.kind !== "lookup-disabled" || wanted === null) return null;
  const told = run.messages.flatMap(({ message: { body } }) =>
    body.kind === "downloading" && `${wanted}/`.startsWith(`${body.module}/`) ? [body.module] : [],
  );
  return told.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

function moduleNamedBy(error: GoError): string | null {
  switch (error.kind) {
    case "checksum-mismatch":
    case "govcs":
    case "package-not-in-module":
      return error.module;
    case "requires-go":
      return error.module?.module ?? null;
    case "unrecognized-import-path":
      return error.path;
    case "module-path-mismatch":
      return error.required;
    case "missing-gosum":
      return moduleOfShortPackage(error.package);
    case "vendor-inconsistent":
      return firstNamed(error.problems);
    default:
      return null;
  }
}

/** The version that was looked into, where the line asked for another or for none. */
function versionNamedBy(error: GoError): string | null {
  return error.kind === "package-not-in-module" ? error.version : null;
}

function versionInFront(context: ErrorContext | null): string | null {
  return replacement(context)?.version ?? context?.version ?? null;
}

function firstNamed(problems: readonly { module: string | null }[]): string | null {
  return problems.find(({ module }) => module !== null)?.module ?? null;
}

/**
 * A package path as short as a module path can be on its host is the module's own; of a longer one the text does not say
 * which part is the module.
 */
function moduleOfShortPackage(path: string | null): string | null {
  if (path === null) return null;
  const elements = path.split("/");
  const shortest = /^(?:github|gitlab|bitbucket)\.(?:com|org)$/.test(elements[0] ?? "") ? 3 : 2;
  return elements.length === shortest ? path : null;
}
