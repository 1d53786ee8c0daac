import type { Connection } from "../model/facts.ts";
import type { Attempt, Run, Tool } from "../model/run.ts";
import type { Role } from "../model/vocabulary.ts";
import { isNotFound } from "./attempts.ts";
import { isPublicProxy } from "./goproxy.ts";
import { coveredByGonoproxy } from "./settings.ts";
import { withoutSuffix } from "./repository.ts";

/** An answer of a public mirror that sent go on to the module's own host. */
export interface PublicRefusal {
  host: string;
  /** The attempt, where go's log shows it; null where it is concluded from connections. */
  attempt: Attempt | null;
}

/**
 * Whether a public mirror was asked for a module and did not have it. With `-x` the answer is on record. Without it a
 * trace shows that data went to the mirror before the module's own host was asked: go does that only for modules that
 * GOPRIVATE does not cover, and goes on only after 404 or 410. That is no proof where other modules may have been what
 * it asked for.
 */
export function publicProxyRefusal(run: Run, module: string | null): PublicRefusal | null {
  const asked = run.attempts.filter(
    (attempt) => attempt.role === "module-proxy" && isPublicProxy(attempt.host),
  );
  const refused = asked.find((attempt) => isNotFound(attempt) && concerns(attempt, module));
  if (refused) return { host: refused.host, attempt: refused };
  if (asked.length > 0 || run.attempts.length > 0) return null;
  if (module === null || coveredByGonoproxy(run, module) === true) return null;
  const connection = run.connections.find((candidate) => exchangedDataWithPublicProxy(candidate, run));
  return connection?.host ? { host: connection.host, attempt: null } : null;
}

/**
 * The module itself. When it looks for a package go asks for all prefixes of the path, too: that GOPRIVATE does not cover
 * `github.com` says nothing of github.com/acme/vault.
 */
function concerns(attempt: Attempt, module: string | null): boolean {
  return attempt.module === module;
}

function exchangedDataWithPublicProxy(connection: Connection, run: Run): boolean {
  return (
    connection.host !== null &&
    isPublicProxy(connection.host) &&
    connection.pid === run.program?.pid &&
    connection.tls?.established != null
  );
}

/** Who served the bytes of a module, as far as the record shows. */
export interface Server {
  role: Role;
  host: string | null;
}

export function serverOf(run: Run, module: string | null): Server | null {
  const served = run.attempts.filter(
    (attempt) => attempt.status === 200 && attempt.module === module && attempt.role !== "checksum-database",
  );
  const last = served.at(-1);
  if (last) return { role: last.role, host: last.host };
  const tool = module === null ? undefined : run.tools.find((candidate) => fetches(candidate, module));
  if (tool) return { role: "direct", host: (module ?? "").split("/")[0] ?? null };
  return onlyServer(run);
}

/** A repository holds modules at its root and below. */
function fetches(tool: Tool, module: string): boolean {
  if (tool.module === null) return false;
  const [wanted, repository] = [withoutSuffix(module), withoutSuffix(tool.module)];
  return wanted === repository || wanted.startsWith(`${repository}/`);
}

/** Without `-x` the bytes came from the one module host that go talked to, if it was one. */
function onlyServer(run: Run): Server | null {
  const hosts = new Set<string>();
  for (const connection of run.connections) {
    if (connection.pid !== run.program?.pid || connection.bytesReceived === 0) continue;
    if (connection.host !== null && !connection.host.startsWith("sum.golang.")) hosts.add(connection.host);
  }
  const [host, ...others] = hosts;
  return host === undefined || others.length > 0 ? null : { role: "module-proxy", host };
}
