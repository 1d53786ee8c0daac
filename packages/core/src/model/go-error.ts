import type { NetworkError } from "./network-error.ts";
import type { LocalError } from "./local-error.ts";
import type { ResolveError } from "./resolve-error.ts";
import type { VcsFailure } from "./vcs-error.ts";

/** A module and the version that the text names with it; `version` is null for `module MOD: …`. */
export interface ModuleVersion {
  readonly module: string;
  readonly version: string | null;
}

/** A place in a source file, as go prints it. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number | null;
}

/** A link of the chain in front of an error, from the main module downwards. */
export interface ChainLink {
  /** `requires` joins modules; `imports` and `tested-by` join packages. */
  readonly relation: "requires" | "imports" | "tested-by";
  readonly module: string | null;
  readonly version: string | null;
  readonly package: string | null;
}

/** What stood between `go: ` and the error itself. */
export interface ErrorContext {
  /** The innermost module that the text names. */
  readonly module: string | null;
  readonly version: string | null;
  /** The package that could not be loaded or found. */
  readonly package: string | null;
  readonly position: SourcePosition | null;
  /** `A@v1 requires`, `P imports`: outermost first, without the module or package that failed. */
  readonly requiredBy: readonly ChainLink[];
  /** `verifying module:` or `verifying go.mod:`: the checksum was at stake, not the download. */
  readonly verifying: "module" | "go.mod" | null;
  /** `reading MOD/go.mod at revision R`: a file that was to be read in a repository. */
  readonly reading: { readonly path: string; readonly revision: string } | null;
  readonly replacedBy: { readonly path: string; readonly version: string | null } | null;
  /** `ARG@QUERY` of go get, for example `latest`, `master`. */
  readonly query: string | null;
  /** `invalid version:` or `invalid pseudo-version:` stood in front. */
  readonly invalidVersion: boolean;
  /** `cannot find module providing package`: go looked for a module that has the package. */
  readonly providing: boolean;
  /** `loading module retractions for`, `loading deprecation for`: a side question, not the download itself. */
  readonly purpose: "retractions" | "deprecation" | "updates" | null;
  /** The toolchain whose download or switch failed: `go1.22.3`. */
  readonly toolchain: string | null;
}

/**
 * What a server's own words come to, for the texts that mirrors and checksum databases really send.
 * `git-auth` and `repo-not-found` are about the mirror's git, never about git on this machine.
 */
export const serverResponseKinds = [
  "unknown-revision",
  "no-matching-versions",
  "git-auth",
  "repo-not-found",
  "git-other",
  "unrecognized-import-path",
  "fetch-timed-out",
  "invalid-escape",
  "invalid-version",
  "checksum-database",
  "blocked",
  "rate-limited",
  "unauthorized",
  "not-found",
  "bad-request",
  "internal",
  "html",
  "other",
] as const;

/** What a server's own words come to. */
export type ServerResponseKind = (typeof serverResponseKinds)[number];

/** The `server response:` of go 1.14 and later: text of another machine. */
export interface ServerResponse {
  readonly kind: ServerResponseKind;
  readonly text: string;
  /** go cut it: more than 8 lines, or more than 648 bytes. */
  readonly truncated: boolean;
  /** The module and version that the server names. */
  readonly module: string | null;
  readonly version: string | null;
  /** The same text read as an error of the go command that ran over there. */
  readonly error: GoError;
}

/** An HTTP answer that is not what was asked for. */
export interface HttpStatusError {
  readonly kind: "http-status";
  readonly url: string;
  readonly status: number;
  /** `404 Not Found` without its number; the server chooses it. */
  readonly statusText: string;
  readonly serverResponse: ServerResponse | null;
}

/** A GOPROXY entry of the form `file://…` without the file that was asked. */
export interface FileProxyError {
  readonly kind: "file-proxy";
  readonly url: string;
  readonly errno: string;
}

/** A module proxy answered, but not with what the protocol says. */
export type ProxyContentError =
  /** `invalid response from proxy "BASE": …` (≥1.16), `unexpected end of JSON input`, … */
  | {
      readonly kind: "invalid-proxy-response";
      readonly base: string | null;
      readonly reason: "html" | "json" | "time" | "version" | "path" | "other";
      readonly text: string;
    }
  /** `proxy returned info for version X instead of requested version`. */
  | { readonly kind: "wrong-version"; readonly returned: string | null; readonly text: string }
  | {
      readonly kind: "too-large";
      readonly what: "zip" | "go.mod" | "source-tree" | "other";
      readonly text: string;
    };

/** A failed run of a version control tool, with what it said. */
export interface VcsError {
  readonly kind: "vcs";
  readonly tool: string;
  /** The arguments, the tool's name first. */
  readonly command: string;
  readonly dir: string | null;
  readonly exitStatus: number | null;
  /** `signal: killed` where the child was killed. */
  readonly signal: string | null;
  readonly failures: readonly VcsFailure[];
  /** Go's own failure to run it: `exec: "git": executable file not found in $PATH`, `fork/exec …: operation not permitted`. */
  readonly inner: GoError | null;
  readonly output: string;
}

/** `exec: "git": executable file not found in $PATH`, `go: missing Git command`. */
export interface VcsMissingError {
  readonly kind: "vcs-missing";
  readonly tool: string;
}

/** The checksum database's own failures, beside network and HTTP. */
export type SumdbError =
  /** `SECURITY ERROR`, `go.sum database server misbehavior detected!` */
  | { readonly kind: "sumdb-security"; readonly text: string }
  /** `note has no verifiable signatures`, `malformed note`, … */
  | {
      readonly kind: "sumdb-note";
      readonly reason: "unverified" | "malformed" | "wrong-record" | "other";
      readonly text: string;
    }
  /** `checksum database disabled by GOSUMDB=off` (toolchain downloads only). */
  | { readonly kind: "sumdb-disabled"; readonly text: string };

/** Two hashes that had to be equal. */
export interface ChecksumMismatchError {
  readonly kind: "checksum-mismatch";
  /** Who has the other hash. */
  readonly against: "go.sum" | "go.work.sum" | "checksum-database";
  /** The checksum database's name, `sum.golang.org`. */
  readonly database: string | null;
  readonly module: string | null;
  readonly version: string | null;
  /** The hash of the go.mod file, not of the module's content. */
  readonly goMod: boolean;
  readonly downloaded: string | null;
  readonly expected: string | null;
}

/** An error of the go command, without what stood in front of it. Errors that wrap another keep it in `inner`. */
export type GoError =
  | NetworkError
  | HttpStatusError
  | FileProxyError
  | ProxyContentError
  | VcsError
  | VcsMissingError
  | SumdbError
  | ChecksumMismatchError
  | ResolveError
  | LocalError
  /** A text that the grammar does not know. `inner` is an error that it ends in, where there is one. */
  | { readonly kind: "other"; readonly text: string; readonly inner: GoError | null };

/** The name of each kind of error. */
export type GoErrorKind = GoError["kind"];
