import type { HttpStatusError, ServerResponseKind } from "../model/go-error.ts";
import type { Failure, Run } from "../model/run.ts";
import { readFetchUrl } from "../pipeline/fetch-url.ts";
import { isPublicProxy } from "../pipeline/goproxy.ts";
import { coveredByGonoproxy } from "../pipeline/settings.ts";
import { errorOfKind } from "./matching.ts";

/** The checksum database (or a proxy in its name) answered that it does not know the module. */
export function unknownToDatabase(failure: Failure): HttpStatusError | null {
  const error = errorOfKind(failure, "http-status");
  if (!error || failure.role !== "checksum-database") return null;
  if (readFetchUrl(error.url)?.endpoint !== "lookup") return null;
  return error.status === 404 || error.status === 410 ? error : null;
}

/** The answer of a proxy that was asked whether it passes requests to the checksum database on. */
export function supportedAnswer(failure: Failure): HttpStatusError | null {
  const error = errorOfKind(failure, "http-status");
  return error && readFetchUrl(error.url)?.endpoint === "supported" ? error : null;
}

/** How sure it is that a module is not for the public; null where the record gives no sign of it. */
export function privacyOf(failure: Failure, run: Run, answer: HttpStatusError): "certain" | "likely" | null {
  const { module } = failure;
  if (servedByPublicProxy(run, module)) return null;
  if (module !== null && coveredByGonoproxy(run, module) === true) return "certain";
  return signOf(answer.serverResponse?.kind) ?? (servedPrivately(run, module, answer) ? "likely" : null);
}

/** What the database met when it tried to fetch the module itself. */
function signOf(met: ServerResponseKind | undefined): "certain" | "likely" | null {
  // Its git was turned away, while this machine got the module.
  if (met === "git-auth" || met === "repo-not-found") return "certain";
  // The module's host does not exist for it, or has no page for it.
  return met === "unrecognized-import-path" ? "likely" : null;
}

/** Whoever has it from a public mirror shares it with the world. */
export function servedByPublicProxy(run: Run, module: string | null): boolean {
  return run.attempts.some(
    (attempt) =>
      attempt.role === "module-proxy" &&
      attempt.status === 200 &&
      attempt.module === module &&
      isPublicProxy(attempt.host),
  );
}

/** A proxy of one's own has it, and the database, which asks the world, does not. */
function servedByOwnProxy(run: Run, module: string | null): boolean {
  return run.attempts.some(
    (attempt) =>
      attempt.role === "module-proxy" &&
      attempt.status === 200 &&
      attempt.module === module &&
      !isPublicProxy(attempt.host),
  );
}

/** Its own host, or a proxy of one's own, has it, and the database does not say that it saw the repository and no such version in it. */
function servedPrivately(run: Run, module: string | null, { serverResponse }: HttpStatusError): boolean {
  const saw: ReadonlySet<ServerResponseKind> = new Set([
    "unknown-revision",
    "no-matching-versions",
    "fetch-timed-out",
  ]);
  if (serverResponse && saw.has(serverResponse.kind)) return false;
  if (servedByOwnProxy(run, module)) return true;
  const concerned = run.attempts.filter((attempt) => attempt.module === module && module !== null);
  return (
    concerned.some(({ role }) => role === "direct") && concerned.every(({ role }) => role !== "module-proxy")
  );
}

/** The host that was asked for records of the checksum database, as far as the record shows it. */
export function databaseHost(failure: Failure, run: Run): string | null {
  const asked = run.attempts.findLast(
    (attempt) => attempt.role === "checksum-database" && attempt.endpoint !== "supported",
  );
  if (asked) return asked.host;
  const connection = run.connections.findLast(
    ({ host }) => host === "sum.golang.org" || host === "sum.golang.google.cn",
  );
  return connection?.host ?? failure.host;
}
