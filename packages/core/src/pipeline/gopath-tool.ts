import type { AttributedMessage } from "../model/facts.ts";
import type { GoError } from "../model/go-error.ts";
import type { VcsFailure } from "../model/vcs-error.ts";

/**
 * In GOPATH mode go says only `package PKG: exit status 128`; the command and the tool's own words stand in the lines
 * before it (cmd/go/internal/vcs, run1): this puts them together. Any other error stays as it is.
 */
export function withToolsWords(error: GoError, before: readonly AttributedMessage[]): GoError {
  if (error.kind !== "vcs" || error.tool !== "") return error;
  const failures: VcsFailure[] = [];
  for (const { message } of before.toReversed()) {
    const { body } = message;
    if (body.kind === "vcs-output") failures.unshift(...body.failures);
    if (body.kind !== "vcs-done" || body.seconds !== null) continue;
    const { tool, command, dir } = body;
    return { ...error, tool, command, dir, failures: failures.filter(({ reason }) => reason !== "advice") };
  }
  return error;
}
