import type { NetworkError } from "./network-error.ts";

/**
 * What git, hg, svn, ssh or a git host said. `auth-https` and `auth-ssh` are credentials, `host-key` is ssh's trust,
 * `network` is the tool's own network stack, `protocol` a conversation that broke after it had begun.
 */
export const vcsReasons = [
  "auth-https",
  "auth-ssh",
  "host-key",
  "network",
  "http-status",
  "repo-not-found",
  "unknown-revision",
  "not-a-repository",
  "no-remote-access",
  "dubious-ownership",
  "safe-bare",
  "old-git",
  "protocol",
  "transport-disallowed",
  "bad-url",
  "bad-config",
  "disk-full",
  "file-denied",
  "file-readonly",
  "file",
  "helper-missing",
  "too-many-files",
  "out-of-memory",
  "killed",
  "remote-message",
  "advice",
  "other",
] as const;

/** Which complaint of a version control tool it was. */
export type VcsReason = (typeof vcsReasons)[number];

/** How credentials failed: none were there to send, the host did not accept them, or it knew them and said no. */
export type AuthProblem = "no-credentials" | "rejected" | "forbidden";

/** One line (or group of lines) of a version control tool's complaint. */
export interface VcsFailure {
  readonly reason: VcsReason;
  readonly host: string | null;
  readonly port: number | null;
  /** The URL as the tool printed it: differs from the module's where `insteadOf` rewrote it. */
  readonly url: string | null;
  /** For `auth-*`. */
  readonly auth: AuthProblem | null;
  /** For `network`: the layer, in the same terms as go's own failures. */
  readonly network: NetworkError | null;
  /** For `http-status`: what the git host answered. */
  readonly status: number | null;
  /** A directory or file, for `dubious-ownership`, `safe-bare`, `file`, `disk-full`. */
  readonly path: string | null;
  /** For `unknown-revision`: the ref or revision. */
  readonly revision: string | null;
  /** The sentence came from the git host (`remote: …`, `ERROR: …`). */
  readonly remote: boolean;
  readonly text: string;
}
