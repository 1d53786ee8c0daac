import type { GoError } from "../model/go-error.ts";

/** An error without those around it that only say in whose name it happened. */
export interface Unwrapped {
  error: GoError;
  /** Outermost first. */
  around: GoError[];
}

/**
 * Goes down to the innermost error that says something of its own. Go wraps freely: a failed toolchain download, a
 * discovery that could not fetch its page and git's complaint about a host name are network failures underneath.
 */
export function unwrap(error: GoError): Unwrapped {
  const around: GoError[] = [];
  let current = error;
  for (let inner = innerOf(current); inner !== null; inner = innerOf(current)) {
    around.push(current);
    current = inner;
  }
  return { error: current, around };
}

function innerOf(error: GoError): GoError | null {
  switch (error.kind) {
    case "other":
      return error.inner;
    case "toolchain-download":
    case "toolchain-switch":
    case "unzip":
      return error.inner;
    case "unrecognized-import-path":
      return error.reason === "fetch" ? error.inner : null;
    case "vcs":
      return error.inner ?? error.failures.find((failure) => failure.network !== null)?.network ?? null;
    default:
      return null;
  }
}
