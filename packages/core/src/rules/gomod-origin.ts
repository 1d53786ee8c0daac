import type { Failure, Run } from "../model/run.ts";
import { fetchedNow } from "./http-helpers.ts";

/** True where a whole trace shows that nothing was fetched: the go.mod at fault was in the module cache before. */
export function readFromCache(failure: Failure, run: Run): boolean {
  return (
    run.traced &&
    run.networkTraced &&
    run.attempts.length === 0 &&
    !run.connections.some((connection) => connection.bytesReceived > 0) &&
    !fetchedNow(run, failure.module)
  );
}
