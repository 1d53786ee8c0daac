import type { Failure, Run } from "../model/run.ts";
import { fetchedNow } from "./http-helpers.ts";

/** Where a dependency's go.mod came from: this run, the module cache, or the record does not tell. */
export function originOfGomod(failure: Failure, run: Run): "fetched" | "cache" | "unknown" {
  if (fetchedNow(run, failure.module)) return "fetched";
  // With -x every request is in the log, and this file's is not among them.
  if (run.attempts.length > 0) return "cache";
  if (!run.traced || !run.networkTraced) return "unknown";
  return run.connections.some((connection) => connection.bytesReceived > 0) ? "unknown" : "cache";
}
