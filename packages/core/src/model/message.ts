import type { ErrorContext, GoError } from "./go-error.ts";
import type { Origin } from "./origin.ts";
import type { Micros } from "./time.ts";
import type { VcsFailure } from "./vcs-error.ts";

/** A time that a CI system or container put in front of a line. */
export interface LogStamp {
  /** `wall`: milliseconds since 1970; `clock`: since some midnight; `elapsed`: since the job or step began. */
  readonly clock: "wall" | "clock" | "elapsed";
  readonly ms: number;
}

/** One message of the go command, of a tool that it ran, or of what surrounds both in a log. */
export interface GoMessage {
  readonly origin: Origin;
  /** The last line of a message of several lines. */
  readonly lastOrigin: Origin;
  /** Lines joined by `\n`, without CI prefixes and colours. */
  readonly text: string;
  /** What stood in front of the line, as a pattern (`buildkit`, `github-actions`, …); null for a bare line. */
  readonly wrapper: string | null;
  /** The time that the wrapper carried. */
  readonly stamp: LogStamp | null;
  /** Who wrote it and when, where the text was recovered from a trace. */
  readonly pid: number | null;
  readonly time: Micros | null;
  /** The text was cut: strace's -s, or a line too long to keep. */
  readonly cut: boolean;
  readonly body: MessageBody;
}

/** The first words of go's own errors: `go: `, `go get: `, `go get ARG: `, `go mod download: `; null for none. */
export type CommandPrefix = string | null;

/** An error with what stood in front of it. */
export interface ErrorMessage {
  readonly kind: "error";
  readonly command: CommandPrefix;
  readonly context: ErrorContext;
  readonly error: GoError;
  /** The text stood in a JSON field of `-json`, which lets go exit 0. */
  readonly json: boolean;
}

/** A version control tool's own words, seen apart from go's error that quotes them. */
export interface VcsOutputMessage {
  readonly kind: "vcs-output";
  readonly failures: readonly VcsFailure[];
}

export const progressVerbs = [
  "finding",
  "found",
  "extracting",
  "added",
  "upgraded",
  "downgraded",
  "removed",
  "creating",
  "nothing-to-do",
  "dropping",
  "converting",
  "hint",
  "other",
] as const;

/** What a line of progress says that go did. */
export type ProgressVerb = (typeof progressVerbs)[number];

export const warningReasons = [
  "retracted",
  "deprecated",
  "matched-no-packages",
  "ignored-gomod",
  "excluded",
  "auth-helper",
  "telemetry",
  "toolchain",
  "insecure-flag",
  "other",
] as const;

/** What go warned of without failing. */
export type WarningReason = (typeof warningReasons)[number];

/** What one message is. A grammar's word: it says nothing of what the message means for a diagnosis. */
export type MessageBody =
  | { readonly kind: "get-start"; readonly url: string }
  | {
      readonly kind: "get-done";
      readonly url: string;
      readonly status: number;
      readonly statusText: string;
      readonly seconds: number | null;
    }
  | { readonly kind: "get-failed"; readonly url: string; readonly error: GoError }
  | { readonly kind: "vcs-start"; readonly dir: string; readonly command: string; readonly tool: string }
  | {
      readonly kind: "vcs-done";
      readonly dir: string;
      readonly command: string;
      readonly tool: string;
      readonly seconds: number | null;
    }
  /** `mkdir -p DIR # git3 URL` (fresh) and `# DIR for git3 URL` (kept from earlier). */
  | {
      readonly kind: "vcs-dir";
      readonly vcs: string;
      readonly url: string;
      readonly dir: string;
      readonly fresh: boolean;
    }
  | { readonly kind: "lock"; readonly path: string }
  | {
      readonly kind: "discovery";
      readonly importPath: string;
      readonly url: string | null;
      readonly text: string;
    }
  | { readonly kind: "downloading"; readonly module: string; readonly version: string }
  | { readonly kind: "toolchain-downloading"; readonly toolchain: string; readonly platform: string }
  | {
      readonly kind: "toolchain-switch";
      /** `MOD@VER`, `go.mod`, … that asked for it; null where the text does not say. */
      readonly requiredBy: string | null;
      readonly needed: string | null;
      readonly toolchain: string;
      /** `switching`, `upgrading`, `local` (keeps the local one), `cache`, `path`. */
      readonly action: "switching" | "upgrading" | "local" | "cache" | "path" | "other";
    }
  | {
      readonly kind: "progress";
      readonly verb: ProgressVerb;
      readonly module: string | null;
      readonly version: string | null;
      /** The version before, for upgraded and downgraded. */
      readonly from: string | null;
      readonly package: string | null;
    }
  | {
      readonly kind: "warning";
      readonly reason: WarningReason;
      readonly module: string | null;
      readonly version: string | null;
      readonly url: string | null;
      /** The module's author's own words, for retracted and deprecated; may be empty. */
      readonly said: string | null;
      readonly text: string;
    }
  | { readonly kind: "unzip-warning"; readonly path: string; readonly error: GoError }
  /**
   * `go: writing go.mod cache: …`, `go: writing stat cache: …`: go carries on and fetches again next time. `go: disabling
   * cache (…)`, up to 1.11: it builds without one.
   */
  | {
      readonly kind: "cache-write-warning";
      readonly what: "go.mod" | "stat" | "build";
      readonly error: GoError;
    }
  | ErrorMessage
  | VcsOutputMessage
  | {
      readonly kind: "netdns";
      readonly event: "resolver" | "lookup-order" | "config";
      /** `go` or `cgo` where the line names the resolver in use. */
      readonly resolver: "go" | "cgo" | null;
      readonly host: string | null;
      /** `files,dns`, `cgo`, … */
      readonly order: string | null;
      readonly text: string;
    }
  | {
      readonly kind: "http2debug";
      readonly event:
        | "connecting"
        | "request-header"
        | "response-header"
        | "goaway"
        | "error"
        | "frame"
        | "other";
      readonly name: string | null;
      /** Secret for the names authorization, proxy-authorization, cookie: never print it. */
      readonly value: string | null;
      readonly address: string | null;
      readonly text: string;
    }
  /** A line of `go env`, of a Dockerfile (`ENV`, `ARG`), `export NAME=…`, `set NAME=…`. */
  | {
      readonly kind: "env-setting";
      readonly name: string;
      readonly value: string;
      readonly source: "go-env" | "shell" | "dockerfile" | "go-env-w" | "unset";
    }
  /** A command that a shell or CI system echoed before it ran it. */
  | {
      readonly kind: "shell-command";
      readonly argv: readonly string[];
      readonly environment: readonly EnvAssignment[];
    }
  | { readonly kind: "exit-status"; readonly status: number; readonly command: string | null }
  | {
      readonly kind: "go-version";
      readonly version: string;
      readonly platform: string | null;
    }
  | ModuleJson
  | PackageJson
  | { readonly kind: "build-header"; readonly package: string }
  | {
      readonly kind: "crash";
      readonly reason: "panic" | "fatal" | "signal" | "internal" | "forbidden";
      /** Whose functions are on the stack: those of go and its tools, or of another program; null where none is there. */
      readonly whose: "go" | "program" | null;
      readonly text: string;
    }
  | { readonly kind: "signal"; readonly signal: string; readonly command: string | null }
  | {
      readonly kind: "tracer";
      readonly reason: "denied" | "missing-command" | "no-such-process" | "notice" | "other";
      readonly text: string;
    }
  /** Recognised, and of no interest: `WORK=…`, GC traces, hints that follow an error, a JSON stream's braces. */
  | { readonly kind: "noise"; readonly what: string }
  | { readonly kind: "other"; readonly text: string };

/** `NAME=value` in front of a command. */
export interface EnvAssignment {
  readonly name: string;
  readonly value: string;
}

/** An object of `go mod download -json` or `go list -m -json`. What is absent tells how far it came. */
export interface ModuleJson {
  readonly kind: "module-json";
  readonly path: string;
  readonly version: string | null;
  readonly query: string | null;
  /** The fields that were there: `Info`, `GoMod`, `GoModSum`, `Zip`, `Sum`, `Dir`, … in the order of the object. */
  readonly fields: readonly string[];
  readonly dir: string | null;
  readonly error: ErrorMessage | null;
}

/** An object of `go list -json` for packages, or an event of `go build -json` and `go test -json`. */
export interface PackageJson {
  readonly kind: "package-json";
  readonly importPath: string | null;
  /** `build-fail`, `fail`, `pass`, …; null for `go list`. */
  readonly action: string | null;
  readonly importStack: readonly string[];
  readonly errors: readonly ErrorMessage[];
}
