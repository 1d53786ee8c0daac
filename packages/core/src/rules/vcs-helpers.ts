import type { Failure, Run } from "../model/run.ts";
import type { VcsFailure, VcsReason } from "../model/vcs-error.ts";

// What a tool prints in several lines has one cause: the first of these that is among them.
const rank: readonly VcsReason[] = [
  "disk-full",
  "too-many-files",
  "out-of-memory",
  "killed",
  "helper-missing",
  "dubious-ownership",
  "safe-bare",
  "bad-config",
  "host-key",
  "auth-ssh",
  "auth-https",
  "transport-disallowed",
  "bad-url",
  "repo-not-found",
  "old-git",
  "file-denied",
  "file-readonly",
  "file",
  "unknown-revision",
  "http-status",
  "not-a-repository",
  "network",
  "protocol",
  "no-remote-access",
];

/** Complaints that go may print as something else: as `unknown revision` (1.16 and earlier) or as a missing protocol. */
const hideable: readonly VcsReason[] = [
  "host-key",
  "auth-ssh",
  "auth-https",
  "dubious-ownership",
  "repo-not-found",
];

/** The complaint of a version control tool that explains the failure, if it has one of these reasons. */
export function complaint(failure: Failure, run: Run, ...reasons: VcsReason[]): VcsFailure | null {
  const leading = leadingComplaint(failure, run);
  return leading !== null && reasons.includes(leading.reason) ? leading : null;
}

function leadingComplaint(failure: Failure, run: Run): VcsFailure | null {
  const { error } = failure;
  if (error.kind === "vcs") return first(error.failures, rank);
  if (error.kind !== "unknown-revision" && error.kind !== "insecure-protocol") return null;
  return reachedRepository(run) ? null : first(toolOutput(run), hideable);
}

function first(complaints: readonly VcsFailure[], order: readonly VcsReason[]): VcsFailure | null {
  for (const reason of order) {
    const found = complaints.find((each) => each.reason === reason);
    if (found) return found;
  }
  return null;
}

/** What the tools themselves wrote: in a trace, or in a log with -v. */
function toolOutput(run: Run): VcsFailure[] {
  return run.messages.flatMap(({ message }) =>
    message.body.kind === "vcs-output" ? [...message.body.failures] : [],
  );
}

/** Git could not write its own files where go keeps them: $GOMODCACHE/cache/vcs (modfetch/codehost/codehost.go, WorkDir). */
export function isGitDenied(failure: Failure, run: Run, reason: "file-denied" | "file-readonly"): boolean {
  const { error } = failure;
  const dir = error.kind === "vcs" ? error.dir : null;
  return dir !== null && /[/\\]cache[/\\]vcs[/\\]/.test(dir) && complaint(failure, run, reason) !== null;
}

/** A later try that worked, by another protocol, makes an earlier complaint void. */
function reachedRepository(run: Run): boolean {
  return run.tools.some(
    (tool) =>
      tool.name === "git" &&
      tool.program.exitStatus === 0 &&
      tool.program.argv.some((word) => word === "ls-remote" || word === "fetch"),
  );
}

/** The part of a module path that names its host. */
export function moduleHost(module: string | null): string | null {
  return module?.split("/")[0] ?? null;
}
