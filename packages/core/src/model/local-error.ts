import type { GoError } from "./go-error.ts";

/** What went wrong on this machine, without anyone being asked. */
export type LocalError = SettingError | ModfileError | VendorError | StoreError | SystemError | BuildError;

/** The environment, go env and the command line. */
export type SettingError =
  | {
      readonly kind: "goproxy-malformed";
      readonly reason: "no-entries" | "missing-scheme" | "scheme" | "url" | "other";
      readonly value: string | null;
      readonly text: string;
    }
  | {
      readonly kind: "gosumdb-malformed";
      readonly reason: "verifier-id" | "missing" | "name" | "url" | "other";
      readonly value: string | null;
      readonly text: string;
    }
  | { readonly kind: "goflags-invalid"; readonly flag: string | null; readonly text: string }
  | {
      readonly kind: "goenv-invalid";
      readonly name: string | null;
      readonly value: string | null;
      readonly reason: "relative-path" | "unknown-setting" | "goroot-in-gopath" | "value" | "file" | "other";
      readonly text: string;
    }
  | { readonly kind: "goauth-invalid"; readonly text: string }
  | {
      readonly kind: "home-missing";
      readonly what: "module-cache" | "build-cache" | "env-file" | "other";
      readonly text: string;
    }
  | { readonly kind: "goroot-missing"; readonly dir: string | null; readonly text: string }
  | {
      readonly kind: "usage";
      readonly reason: "unknown-flag" | "removed-flag" | "unknown-command" | "arguments" | "help";
      readonly text: string;
    };

/** One complaint about a line of go.mod or go.work. */
export interface ParseProblem {
  readonly file: string;
  readonly line: number | null;
  readonly reason:
    | "unknown-directive"
    | "unknown-block"
    | "invalid-go-version"
    | "invalid-toolchain-version"
    | "version-out-of-range"
    | "malformed-path"
    | "usage"
    | "repeated"
    | "syntax"
    | "other";
  /** The directive, the version, … that it is about. */
  readonly subject: string | null;
  readonly text: string;
}

/** go.mod and go.work of the main module. */
export type ModfileError =
  | {
      readonly kind: "no-gomod";
      readonly reason:
        | "not-found"
        | "outside-module"
        | "no-modules-specified"
        | "found-vcs"
        | "not-a-module-directory"
        | "other";
      readonly text: string;
    }
  | {
      readonly kind: "gomod-parse";
      readonly file: "go.mod" | "go.work";
      readonly problems: readonly ParseProblem[];
    }
  | { readonly kind: "gomod-missing-module"; readonly text: string }
  | {
      readonly kind: "gowork";
      readonly reason:
        | "missing-module"
        | "go-version"
        | "not-in-workspace"
        | "mod-flag"
        | "no-modules"
        | "replace-conflict"
        | "other";
      readonly dir: string | null;
      readonly inner: GoError | null;
      readonly text: string;
    }
  | { readonly kind: "replace-missing"; readonly dir: string; readonly errno: string | null }
  | { readonly kind: "install-replace"; readonly directives: readonly string[]; readonly text: string };

/** One complaint about vendor/modules.txt. */
export interface VendorProblem {
  readonly module: string | null;
  readonly version: string | null;
  readonly reason:
    | "not-marked-explicit"
    | "other-version"
    | "marked-but-not-required"
    | "replacement"
    | "missing"
    | "other";
  readonly text: string;
}

/** vendor/. */
export type VendorError =
  | {
      readonly kind: "vendor-inconsistent";
      readonly dir: string | null;
      readonly problems: readonly VendorProblem[];
      readonly workspace: boolean;
    }
  | {
      readonly kind: "vendor-package-missing";
      readonly package: string | null;
      readonly dir: string | null;
      readonly why: string | null;
    };

/** The module cache, go.sum, zips and locks. */
export type StoreError =
  | {
      readonly kind: "file";
      /** `open`, `mkdir`, `write`, `rename`, `unlinkat`, `fork/exec`, … */
      readonly operation: string;
      readonly path: string | null;
      /** The errno's text: `permission denied`, `read-only file system`, `no space left on device`, … */
      readonly errno: string;
      /** What go was about, where it says so: `could not create module cache`, `failed to create cache directory`. */
      readonly purpose:
        | "module-cache"
        | "cache-directory"
        | "build-cache"
        | "temp-dir"
        | "tool-output"
        | null;
    }
  | { readonly kind: "unzip"; readonly zip: string; readonly inner: GoError }
  | {
      readonly kind: "zip-invalid";
      readonly reason:
        | "not-a-zip"
        | "checksum"
        | "path"
        | "collision"
        | "unexpected-file"
        | "gomod-place"
        | "not-empty"
        | "other";
      readonly text: string;
    }
  | {
      readonly kind: "lock";
      readonly operation: "Lock" | "RLock" | "Unlock";
      readonly path: string;
      readonly errno: string;
    }
  | {
      readonly kind: "gosum-malformed";
      readonly file: string | null;
      readonly line: number | null;
      readonly text: string;
    }
  | { readonly kind: "gosum-write"; readonly inner: GoError }
  | { readonly kind: "gomod-write"; readonly inner: GoError }
  | {
      readonly kind: "cache-modified";
      readonly what: "zip" | "dir" | "ziphash-missing";
      readonly path: string | null;
      readonly text: string;
    };

/** Descriptors, memory, processes. */
export type SystemError =
  | { readonly kind: "exec"; readonly path: string; readonly errno: string }
  | { readonly kind: "killed"; readonly signal: string; readonly command: string | null }
  | { readonly kind: "out-of-memory"; readonly text: string }
  | { readonly kind: "internal"; readonly text: string };

/** Past the fetch. */
export type BuildError =
  | {
      readonly kind: "build";
      readonly reason: "compile" | "link" | "vet" | "test" | "cgo" | "constraints" | "other";
      readonly package: string | null;
      readonly text: string;
    }
  /** `note: module requires Go 1.21`: what a compiler too old for a dependency adds (≤1.20). */
  | { readonly kind: "build-needs-go"; readonly needed: string }
  | { readonly kind: "vcs-stamping"; readonly exitStatus: number | null; readonly text: string };
