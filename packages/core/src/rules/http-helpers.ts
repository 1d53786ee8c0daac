import type { Failure, Run } from "../model/run.ts";
import { moduleOfCachePath } from "../pipeline/cache-path.ts";
import { readFetchUrl } from "../pipeline/fetch-url.ts";
import { errorOfKind, vcsFailure, within } from "./matching.ts";

/**
 * The status that a module proxy, the checksum database or a git host answered with. Null where the question was whether
 * a proxy serves a checksum database: any answer but 404 means a broken proxy there, whatever the number.
 */
export function answerStatus(failure: Failure): number | null {
  const error = errorOfKind(failure, "http-status");
  if (error) return readFetchUrl(error.url)?.endpoint === "supported" ? null : error.status;
  return vcsFailure(failure, "http-status")?.status ?? null;
}

/** True where the answer came with one of these status codes, and was about the thing itself. */
export function answered(failure: Failure, ...statuses: number[]): boolean {
  const status = answerStatus(failure);
  return status !== null && statuses.includes(status);
}

/** True for the request that learns a repository from an import path. */
export function isDiscovery(failure: Failure): boolean {
  if (within(failure, "unrecognized-import-path")) return true;
  return failure.url !== null && readFetchUrl(failure.url)?.endpoint === "go-get";
}

/** A mirror that gave up while it fetched the module itself says so, with 404 or 5xx. */
export function fetchTimedOut(failure: Failure): boolean {
  const error = errorOfKind(failure, "http-status");
  return error?.serverResponse?.kind === "fetch-timed-out" && failure.role === "module-proxy";
}

/** True where the record shows that a module's go.mod was fetched in this run, not found in the cache. */
export function fetchedNow(run: Run, module: string | null): boolean {
  if (
    run.attempts.some(
      (attempt) => attempt.status === 200 && attempt.endpoint === ".mod" && attempt.module === module,
    )
  ) {
    return true;
  }
  return run.files.some((file) => {
    if (!file.write || file.errno !== null) return false;
    const cached = moduleOfCachePath(file.path);
    return cached?.file === "mod" && cached.module === module;
  });
}

/** True where a server was seen to answer a request for this module with a page instead of a file. */
export function answeredWithPage(run: Run, module: string | null): boolean {
  if (module === null) return false;
  return run.connections.some((connection) =>
    connection.requests.some(
      ({ url, answer }) =>
        answer?.status === 200 &&
        answer.contentType?.toLowerCase().startsWith("text/html") === true &&
        readFetchUrl(url)?.module === module,
    ),
  );
}
