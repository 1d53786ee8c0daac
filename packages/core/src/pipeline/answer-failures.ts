import type { AttributedMessage } from "../model/facts.ts";
import type { Attempt, Failure, Run } from "../model/run.ts";
import { blankFailure } from "./blank-failure.ts";

/**
 * The last answer that go got, where go's last words begin as it tells of an answer and strace cut them: a trace of plain HTTP
 * shows its status, and so does what -x prints.
 */
export function answerFailures(run: Run): Failure[] {
  if (!run.messages.some(tellsOfAnswer)) return [];
  const last = run.attempts.toSorted((a, b) => endOf(a) - endOf(b)).at(-1);
  if (!last || last.status === null || last.status < 400 || isProbe(last)) return [];
  const { what: url, status, statusText, role, host, module, version, ended } = last;
  const error = {
    kind: "http-status",
    url,
    status,
    statusText: statusText ?? "",
    serverResponse: null,
  } as const;
  return [{ ...blankFailure(error), role, host, module, version, url, time: ended?.time ?? null }];
}

function tellsOfAnswer({ truncated, message }: AttributedMessage): boolean {
  return truncated && message.body.kind === "error" && / reading https?:\/\//u.test(message.text);
}

/** A request without an end is under way, and the last thing that is known. */
function endOf({ ended }: Attempt): number {
  return ended === null ? Infinity : (ended.time ?? 0);
}

/** Go asks these only to see whether something is there. */
function isProbe({ endpoint }: Attempt): boolean {
  return endpoint === "page" || endpoint === "supported" || endpoint === "vcs";
}
