import type { Failure } from "../model/run.ts";

/** A failure of which nothing is known but its error; spread over it what is. */
export function blankFailure(error: Failure["error"]): Failure {
  return {
    error,
    around: [],
    context: null,
    message: null,
    role: "local",
    host: null,
    module: null,
    version: null,
    url: null,
    connection: null,
    query: null,
    tool: null,
    file: null,
    lock: null,
    time: null,
    during: null,
  };
}
