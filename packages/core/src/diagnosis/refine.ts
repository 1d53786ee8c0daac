import type { Failure, Run } from "../model/run.ts";
import { accountOf } from "../pipeline/account.ts";
import { syscallFailures } from "../pipeline/syscall-failures.ts";
import { toolError } from "../pipeline/tool-error.ts";
import { unwrap } from "../pipeline/unwrap.ts";

/**
 * Some of go's messages swallow their cause; where the record shows it all the same, the failure becomes that one:
 *
 * - `toolchain not available` stands for every error of the not-exist class, among them each failure of `?go-get=1`
 *   discovery, even of DNS or TLS (modfetch/repo.go, lookupDirect);
 * - `unknown revision` of go 1.16 and earlier stands for every failure of git (modfetch/codehost/git.go).
 */
export function refine(failure: Failure, run: Run): Failure {
  switch (failure.error.kind) {
    case "toolchain-not-available":
      return networkFailureBehind(failure, run) ?? failure;
    case "unknown-revision":
      return gitFailureBehind(failure, run) ?? failure;
    default:
      return failure;
  }
}

function networkFailureBehind(failure: Failure, run: Run): Failure | null {
  const behind = syscallFailures(run).find(
    ({ error }) => error.kind === "network" || error.kind === "tls-refused",
  );
  if (!behind || failure.error.kind !== "toolchain-not-available") return null;
  return {
    ...behind,
    role: "toolchain",
    message: failure.message,
    context: failure.context,
    around: [failure.error],
  };
}

/** What git itself wrote to the pipe that go reads. */
function gitFailureBehind(failure: Failure, run: Run): Failure | null {
  const failed = run.tools.findLast(({ program }) => program.exitStatus !== null && program.exitStatus !== 0);
  const said = failed ? toolError(failed, run) : null;
  if (!said?.failures.some(({ reason }) => reason.startsWith("auth-") || reason === "network")) return null;
  const { error, around } = unwrap(said);
  return { ...failure, ...accountOf(error, around, failure.context, run), error, around };
}
