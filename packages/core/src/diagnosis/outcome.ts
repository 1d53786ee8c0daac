import { compareOrigins } from "../model/origin.ts";
import type { Failure, Run } from "../model/run.ts";
import type { Outcome } from "../model/vocabulary.ts";

/** A wait that lasts less when the record ends may be over a moment later. */
const stuckAfterMs = 2000;

/** How the command ended, before anybody asks why. `slow` is decided later: it needs a named wait. */
export function outcomeOf(run: Run, failures: readonly Failure[], pending: readonly Failure[]): Outcome {
  const { ending } = run;
  switch (ending.kind) {
    case "exited":
      if (ending.status !== 0) return "failed";
      return failures.some(isInJson) ? "failed" : "ok";
    case "signaled":
      return "interrupted";
    case "open":
      if (failures.length > 0) return "failed";
      return pending.some((wait) => isStuck(wait, run)) ? "stuck" : "unknown";
    case "unknown":
      return failures.some((failure) => !isOvercome(failure, run)) ? "failed" : "unknown";
  }
}

/** With `-e` and `-json` go moves errors into its JSON and exits 0. */
function isInJson(failure: Failure): boolean {
  const body = failure.message?.message.body;
  return body?.kind === "error" && body.json;
}

/**
 * What lasts, or what a record rests in: then it does not show how long, since nothing happened any more. A lock that is
 * not granted at the end of a whole record is what it ends in, however long it took so far.
 */
export function isStuck({ error }: Failure, { ending }: Run): boolean {
  if (ending.kind !== "open") return false;
  if (!("waitedMs" in error)) return error.kind === "tool-silent" && ending.resting;
  if (error.kind === "lock-wait" && !ending.cut) return true;
  return ending.resting || (error.waitedMs !== null && error.waitedMs >= stuckAfterMs);
}

/** A log may hold a command that failed and its retry that did not: the same URL was asked again and answered. */
function isOvercome(failure: Failure, run: Run): boolean {
  const printed = failure.message?.message.origin;
  if (failure.url === null || !printed) return false;
  return run.attempts.some(
    (attempt) =>
      attempt.what === failure.url &&
      attempt.status === 200 &&
      compareOrigins(attempt.started.at, printed) > 0,
  );
}
