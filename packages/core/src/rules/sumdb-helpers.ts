import type { HttpStatusError } from "../model/go-error.ts";
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
  switch (answer.serverResponse?.kind) {
    // The database's own git was turned away, while this machine got the module.
    case "git-auth":
    case "repo-not-found":
      return "certain";
    // The module's host does not exist for the database, or has no page for it.
    case "unrecognized-import-path":
      return "likely";
    case "unknown-revision":
    case "no-matching-versions":
    case "fetch-timed-out":
      return null;
    default:
      return servedDirectly(run, module) || servedByOwnProxy(run, module) ? "likely" : null;
  }
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

function servedDirectly(run: Run, module: string | null): boolean {
  const concerned = run.attempts.filter((attempt) => attempt.module === module && module !== null);
  return (
    concerned.some((attempt) => attempt.role === "direct") &&
    concerned.every((attempt) => attempt.role !== "module-proxy")
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
