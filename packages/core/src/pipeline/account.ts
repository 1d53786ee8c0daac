import type { ErrorContext, GoError, GoErrorKind } from "../model/go-error.ts";
import type { NetworkError } from "../model/network-error.ts";
import type { Run } from "../model/run.ts";
import type { Role } from "../model/vocabulary.ts";
import { forwardProxyHost } from "./forward-proxy-host.ts";
import { readFetchUrl, wholeUrl, type FetchTarget } from "./fetch-url.ts";
import { isPublicProxy } from "./goproxy.ts";
import { hostOfAddress } from "./hosts.ts";
import { moduleOfError } from "./module-of-error.ts";
import { serverOf } from "./route.ts";

/** On whose account an error is, and for which module. */
export interface Account {
  /** Null where the record does not show who served what the error is about. */
  role: Role | null;
  host: string | null;
  module: string | null;
  version: string | null;
  url: string | null;
}

/** Finds the machine and the module that an error is about, from its URL, the words in front of it, and the run. */
export function accountOf(
  error: GoError,
  around: readonly GoError[],
  context: ErrorContext | null,
  run: Run,
): Account {
  const url = urlOf(error) ?? around.map(urlOf).find((text) => text !== null) ?? null;
  const target = url === null ? null : readFetchUrl(url);
  const { module, version } = moduleOfError(error, around, context, target, run);
  const role = roleOf(error, around, context, target, run, module);
  return {
    role,
    host: hostOf(error, target, role, module, run),
    module,
    version,
    url: wholeUrl(url, module),
  };
}

function urlOf(error: GoError): string | null {
  switch (error.kind) {
    case "network":
    case "http-status":
    case "file-proxy":
    case "unrecognized-import-path":
      return error.url;
    case "invalid-proxy-response":
      return error.base;
    case "vcs":
      return error.failures.find((failure) => failure.url !== null)?.url ?? null;
    default:
      return null;
  }
}

function roleOf(
  error: GoError,
  around: readonly GoError[],
  context: ErrorContext | null,
  target: FetchTarget | null,
  run: Run,
  module: string | null,
): Role | null {
  if (isAboutToolchain(error, around, context, target)) return "toolchain";
  if (around.some(({ kind }) => kind === "vcs" || kind === "unrecognized-import-path")) return "direct";
  if (target && error.kind !== "vcs") return roleOfTarget(target, context, module);
  return roleOfKind(error, context, run, module);
}

/** A page at a host that is not the module's own is where a proxy or the database sent go to. */
function roleOfTarget(target: FetchTarget, context: ErrorContext | null, module: string | null): Role {
  // Nobody's module is there: only a part of the URL was told.
  if (target.endpoint === "page" && isPublicProxy(target.host)) return "module-proxy";
  if (target.endpoint !== "page" || module === null || isAtHome(target.host, module)) return target.role;
  return context?.verifying ? "checksum-database" : "module-proxy";
}

/** The module's own host, or one of its names: go asks api.bitbucket.org which tool a repository is for. */
function isAtHome(host: string, module: string): boolean {
  const own = hostOfModule(module);
  return own !== null && (host === own || host.endsWith(`.${own}`));
}

function isAboutToolchain(
  error: GoError,
  around: readonly GoError[],
  context: ErrorContext | null,
  target: FetchTarget | null,
): boolean {
  const kinds = [error, ...around].map((each) => each.kind);
  return (
    target?.role === "toolchain" ||
    context?.module === "golang.org/toolchain" ||
    kinds.some((kind) => kind.startsWith("toolchain-"))
  );
}

function roleOfKind(
  error: GoError,
  context: ErrorContext | null,
  run: Run,
  module: string | null,
): Role | null {
  if (askers.anybody.has(error.kind)) return context?.verifying ? "checksum-database" : "module-proxy";
  if (askers.versionControl.has(error.kind)) return "direct";
  if (askers.checksumDatabase.has(error.kind)) return "checksum-database";
  if (askers.revision.has(error.kind)) return serverOf(run, module)?.role ?? "direct";
  if (askers.content.has(error.kind)) return serverOf(run, module)?.role ?? null;
  return "local";
}

/** By kind of error, whom go was dealing with when it came up; a kind in no list is about this machine alone. */
const askers = {
  anybody: new Set<GoErrorKind>(["network", "http-status", "file-proxy"]),
  versionControl: new Set<GoErrorKind>([
    "vcs",
    "vcs-missing",
    "unrecognized-import-path",
    "invalid-path",
    "insecure-protocol",
    "repository-root",
    "govcs",
  ]),
  checksumDatabase: new Set<GoErrorKind>(["sumdb-security", "sumdb-note", "sumdb-disabled"]),
  /** Said of a repository, by whoever looked into it: git here, or a proxy whose answer go believed. */
  revision: new Set<GoErrorKind>([
    "unknown-revision",
    "invalid-pseudo-version",
    "missing-subdirectory",
    "no-commits",
  ]),
  /** Said of what was served. */
  content: new Set<GoErrorKind>([
    "invalid-proxy-response",
    "wrong-version",
    "too-large",
    "module-path-mismatch",
    "dependency-gomod-parse",
    "zip-invalid",
    "major-mismatch",
    "no-matching-versions",
  ]),
};

function hostOf(
  error: GoError,
  target: FetchTarget | null,
  role: Role | null,
  module: string | null,
  run: Run,
): string | null {
  const modulesOwn = role === "direct" ? hostOfModule(module) : null;
  if (error.kind === "network") {
    return error.proxyconnect
      ? forwardProxyHost(error, run)
      : (networkHost(error, target, module, run) ?? modulesOwn);
  }
  if (role === "local" || error.kind === "toolchain-not-available") return null;
  return hostNamedBy(error, target) || modulesOwn || serverOf(run, module)?.host || null;
}

function hostNamedBy(error: GoError, target: FetchTarget | null): string | null {
  const tools = error.kind === "vcs" ? error.failures.find((failure) => failure.host !== null) : null;
  return tools?.host ?? target?.host ?? null;
}

/** A path without a dot in its first element has no host: the standard library, a local name. */
function hostOfModule(module: string | null): string | null {
  const host = module?.split("/")[0] ?? "";
  return host.includes(".") ? host : null;
}

function networkHost(
  error: NetworkError,
  target: FetchTarget | null,
  module: string | null,
  run: Run,
): string | null {
  // After a redirect the name that was looked up is another one than the URL's.
  if (error.reason.startsWith("dns-")) return error.host ?? target?.host ?? null;
  return (
    target?.host || error.host || hostOfAddress(run, error.address?.ip ?? null) || lastAsked(run, module)
  );
}

/** A body that broke off is told of without its URL: whom go asked for that module last. */
function lastAsked(run: Run, module: string | null): string | null {
  if (module === null) return null;
  return run.attempts.findLast((attempt) => attempt.module === module)?.host ?? null;
}
