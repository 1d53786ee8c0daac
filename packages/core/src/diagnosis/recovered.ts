import type { Attempt, Failure, Run } from "../model/run.ts";
import { accountOf } from "../pipeline/account.ts";
import { isNotFound } from "../pipeline/attempts.ts";
import { blankFailure } from "../pipeline/blank-failure.ts";
import { syscallFailures } from "../pipeline/syscall-failures.ts";
import { unwrap } from "../pipeline/unwrap.ts";
import type { GoError } from "../model/go-error.ts";

/**
 * Failures that go got over by asking somebody else: worth a warning, since each costs time, and the next run may have
 * nobody else to ask. 404 and 410 are answers, not failures; go's retry of a reused connection leaves none.
 */
export function recoveredFailures(run: Run): Failure[] {
  const failed = run.attempts.filter((attempt) => isFailure(attempt) && attempt.role !== "direct");
  if (failed.length > 0) return failed.map((attempt) => failureOf(attempt, run));
  if (run.attempts.length > 0 || run.ending.kind !== "exited" || run.ending.status !== 0) return [];
  return syscallFailures(run).filter(({ error, tool }) => error.kind === "network" && tool === null);
}

function isFailure(attempt: Attempt): boolean {
  return attempt.error !== null || (attempt.status !== null && attempt.status >= 400 && !isNotFound(attempt));
}

function failureOf(attempt: Attempt, run: Run): Failure {
  const { error, around } = unwrap(attempt.error ?? statusError(attempt));
  return {
    ...blankFailure(error),
    ...accountOf(error, around, null, run),
    around,
    role: attempt.role,
    module: attempt.module,
    version: attempt.version,
    url: attempt.what,
    time: (attempt.ended ?? attempt.started).time,
  };
}

function statusError(attempt: Attempt): GoError {
  return {
    kind: "http-status",
    url: attempt.what,
    status: attempt.status ?? 0,
    statusText: attempt.statusText ?? "",
    serverResponse: null,
  };
}
