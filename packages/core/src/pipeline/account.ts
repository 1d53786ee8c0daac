import type { ErrorContext, GoError } from "../model/go-error.ts";
import type { NetworkError } from "../model/network-error.ts";
import type { Run } from "../model/run.ts";
import type { Role } from "../model/vocabulary.ts";
import { readFetchUrl, type FetchTarget } from "./fetch-url.ts";
import { hostOfAddress } from "./hosts.ts";
import { serverOf } from "./route.ts";
import { settingOf } from "./settings.ts";

/** On whose account an error is, and for which module. */
export interface Account {
  role: Role;
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
  const module = moduleOf(error, context, target);
  const role = roleOf(error, around, context, target, run, module);
  return {
    role,
    host: hostOf(error, target, role, module, run),
    module,
    version: context?.version ?? target?.version ?? null,
    url,
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

function moduleOf(error: GoError, context: ErrorContext | null, target: FetchTarget | null): string | null {
  if (context?.module) return context.module;
  switch (error.kind) {
    case "checksum-mismatch":
    case "govcs":
      return error.module;
    case "requires-go":
      return error.module?.module ?? null;
    case "package-not-in-module":
      return error.module;
    case "unrecognized-import-path":
      return error.path;
    case "vendor-inconsistent":
      return error.problems.find((problem) => problem.module !== null)?.module ?? null;
    default:
      return target?.module || null;
  }
}

function roleOf(
  error: GoError,
  around: readonly GoError[],
  context: ErrorContext | null,
  target: FetchTarget | null,
  run: Run,
  module: string | null,
): Role {
  if (isAboutToolchain(error, around, context, target)) return "toolchain";
  if (target && error.kind !== "vcs") return target.role;
  if (around.some((outer) => outer.kind === "vcs" || outer.kind === "unrecognized-import-path"))
    return "direct";
  return roleOfKind(error, context, run, module);
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

function roleOfKind(error: GoError, context: ErrorContext | null, run: Run, module: string | null): Role {
  switch (error.kind) {
    case "network":
    case "http-status":
      return context?.verifying ? "checksum-database" : "module-proxy";
    case "file-proxy":
      return "module-proxy";
    case "vcs":
    case "vcs-missing":
    case "unrecognized-import-path":
    case "invalid-path":
    case "insecure-protocol":
    case "repository-root":
    case "govcs":
      return "direct";
    case "sumdb-security":
    case "sumdb-note":
    case "sumdb-disabled":
      return "checksum-database";
    case "unknown-revision":
    case "invalid-pseudo-version":
    case "missing-subdirectory":
    case "no-commits":
    case "major-mismatch":
      return serverOf(run, module)?.role ?? "direct";
    case "invalid-proxy-response":
    case "wrong-version":
    case "too-large":
    case "module-path-mismatch":
    case "dependency-gomod-parse":
    case "zip-invalid":
    case "no-matching-versions":
      return serverOf(run, module)?.role ?? "module-proxy";
    default:
      return "local";
  }
}

function hostOf(
  error: GoError,
  target: FetchTarget | null,
  role: Role,
  module: string | null,
  run: Run,
): string | null {
  if (error.kind === "network") return networkHost(error, target, run);
  if (role === "local") return null;
  if (error.kind === "vcs") {
    const named = error.failures.find((failure) => failure.host !== null)?.host;
    if (named) return named;
  }
  if (target?.host) return target.host;
  if (error.kind === "toolchain-not-available" || error.kind === "requires-go") return null;
  if (role === "direct") return module === null ? null : (module.split("/")[0] ?? null);
  return serverOf(run, module)?.host ?? null;
}

function networkHost(error: NetworkError, target: FetchTarget | null, run: Run): string | null {
  if (error.proxyconnect) return forwardProxyHost(error, run);
  // After a redirect the name that was looked up is another one than the URL's.
  if (error.reason.startsWith("dns-")) return error.host ?? target?.host ?? null;
  return target?.host || error.host || hostOfAddress(run, error.address?.ip ?? null);
}

function forwardProxyHost(error: NetworkError, run: Run): string | null {
  if (error.host !== null && error.operation !== "socks") return error.host;
  if (error.address !== null) return hostOfAddress(run, error.address.ip);
  const tunnel = run.connections.findLast((connection) => connection.tunnel !== null);
  if (tunnel) return hostOfAddress(run, tunnel.remote.ip);
  const setting = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"]
    .map((name) => settingOf(run, name)?.value)
    .find((value) => value !== undefined);
  return setting === undefined
    ? null
    : setting.replace(/^[a-z0-9]+:\/\//i, "").replace(/^.*@|[:/].*$/g, "") || null;
}
