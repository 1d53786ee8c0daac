import type { GoError, ModuleVersion } from "./go-error.ts";

/** Why `go list -m`, `go get` or the loader did not find out what to fetch, or refused it. */
export type ResolveError =
  | RevisionError
  | DiscoveryError
  | PolicyError
  | VersionError
  | ToolchainError
  | LoadError;

/** The repository is there; what was asked of it is not, or is not what the version claims. */
export type RevisionError =
  | { readonly kind: "unknown-revision"; readonly revision: string }
  | {
      readonly kind: "invalid-pseudo-version";
      readonly reason:
        | "timestamp"
        | "revision-length"
        | "preceding-tag-missing"
        | "not-a-descendant"
        | "already-canonical"
        | "major-without-tag"
        | "major"
        | "malformed"
        | "other";
      readonly expected: string | null;
      readonly tag: string | null;
      readonly text: string;
    }
  | {
      readonly kind: "major-mismatch";
      readonly reason:
        | "gomod-needs-suffix"
        | "suffix-without-major"
        | "incompatible-not-allowed"
        | "gomod-has-suffix"
        | "gomod-lacks-suffix"
        | "missing-gomod-of-major"
        | "version-out-of-range"
        | "other";
      /** The module path that would be right, or that go.mod declares. */
      readonly path: string | null;
      readonly revision: string | null;
      readonly text: string;
    }
  /** `missing MOD/sub/go.mod at revision R`: the repository has no such module. */
  | {
      readonly kind: "missing-subdirectory";
      readonly path: string;
      readonly revision: string | null;
      readonly text: string;
    }
  | { readonly kind: "no-commits"; readonly text: string }
  | { readonly kind: "module-path-mismatch"; readonly declared: string; readonly required: string | null }
  /** A go.mod that was fetched and cannot be read; `html` where it is a page. */
  | {
      readonly kind: "dependency-gomod-parse";
      readonly reason: "missing-module-line" | "syntax" | "other";
      readonly file: string | null;
      readonly line: number | null;
      readonly text: string;
    }
  | { readonly kind: "excluded"; readonly text: string };

/** Finding the repository of an import path. */
export type DiscoveryError =
  | {
      readonly kind: "unrecognized-import-path";
      readonly path: string;
      /**
       * `no-meta`: the page has no go-import tag (or only foreign ones); `fetch`: it could not be had, see `inner`;
       * `bad-path`: no host can be asked; `bad-meta`: a tag that go cannot use.
       */
      readonly reason: "no-meta" | "meta-mismatch" | "bad-meta" | "bad-path" | "fetch" | "unsaid" | "other";
      readonly url: string | null;
      readonly inner: GoError | null;
      readonly text: string;
    }
  | {
      readonly kind: "invalid-path";
      readonly path: string;
      readonly reason: "missing-dot" | "char" | "hostless" | "github" | "vcs-suffix" | "scheme" | "other";
      readonly text: string;
    }
  | { readonly kind: "insecure-protocol"; readonly host: string | null; readonly text: string }
  | { readonly kind: "repository-root"; readonly root: string; readonly text: string };

/** go refused by a setting, without asking anyone. */
export type PolicyError =
  | {
      readonly kind: "lookup-disabled";
      /** `GOPROXY=off`, `-mod=vendor`, `-mod=readonly`, `GOPRIVATE/GONOPROXY`. */
      readonly by: "GOPROXY=off" | "-mod=vendor" | "-mod=readonly" | "GONOPROXY" | "GOFLAGS" | "other";
      readonly what: "module" | "import" | "query";
      /** `Go version in go.mod is at least 1.14 and vendor directory exists.` */
      readonly why: string | null;
    }
  | {
      readonly kind: "govcs";
      readonly reason: "disallowed" | "malformed" | "unreachable-pattern";
      readonly vcs: string | null;
      readonly visibility: "public" | "private" | null;
      readonly module: string | null;
      readonly text: string;
    }
  | {
      readonly kind: "missing-gosum";
      /** What has no line in go.sum: the module, its go.mod, or the module of a package. */
      readonly scope: "module" | "go.mod" | "package" | "ambiguity-check";
      readonly package: string | null;
      readonly importedBy: string | null;
      /** The commands that go proposes. */
      readonly commands: readonly string[];
    }
  | { readonly kind: "gosum-needs-update"; readonly by: string | null }
  | {
      readonly kind: "gomod-needs-update";
      readonly file: "go.mod" | "go.work";
      readonly by: string | null;
      readonly text: string;
    };

/** Choosing a version. */
export type VersionError =
  | { readonly kind: "no-matching-versions"; readonly query: string }
  | {
      readonly kind: "version-conflict";
      /** The module whose requirement wins. */
      readonly by: ModuleVersion | null;
      readonly requires: ModuleVersion | null;
      readonly wanted: ModuleVersion | null;
      readonly text: string;
    }
  | {
      readonly kind: "version-query-invalid";
      readonly query: string | null;
      readonly reason: "ambiguous" | "disallowed" | "not-a-query" | "not-canonical" | "other";
      readonly text: string;
    };

/** The go version and the toolchain. */
export type ToolchainError =
  | {
      readonly kind: "requires-go";
      /** `go.mod`, `go.work`, or null where a module of the context requires it. */
      readonly file: string | null;
      readonly module: ModuleVersion | null;
      readonly needed: string;
      readonly running: string | null;
      readonly gotoolchain: string | null;
      /** `go.mod sets toolchain Z`. */
      readonly sets: string | null;
    }
  | { readonly kind: "toolchain-not-available"; readonly toolchain: string; readonly platform: string | null }
  | { readonly kind: "toolchain-download"; readonly toolchain: string; readonly inner: GoError }
  | { readonly kind: "toolchain-switch"; readonly needed: string; readonly inner: GoError }
  | { readonly kind: "toolchain-not-in-path"; readonly toolchain: string }
  | {
      readonly kind: "toolchain-invalid";
      readonly value: string;
      readonly reason: "gotoolchain" | "language-version" | "too-many-switches" | "other";
      readonly text: string;
    }
  | { readonly kind: "toolchain-exec"; readonly toolchain: string; readonly inner: GoError };

/** Finding packages in modules that are there. */
export type LoadError =
  | {
      readonly kind: "no-required-module";
      readonly package: string;
      readonly commands: readonly string[];
      /** `cannot find module providing package`: modules were asked and none has it. */
      readonly looked: boolean;
    }
  | { readonly kind: "not-in-std"; readonly package: string; readonly dir: string | null }
  | {
      readonly kind: "package-not-in-module";
      readonly package: string;
      readonly module: string;
      readonly version: string | null;
      /** `MOD@latest found (vX, replaced by …)`. */
      readonly query: string | null;
      readonly reason:
        | "found-without-package"
        | "only-at-latest"
        | "main-module"
        | "gone-after-upgrade"
        | "other";
      readonly text: string;
    }
  | {
      readonly kind: "ambiguous-import";
      readonly package: string;
      readonly candidates: readonly {
        readonly module: string;
        readonly version: string | null;
        readonly dir: string | null;
      }[];
    }
  | { readonly kind: "package-missing"; readonly package: string | null; readonly text: string }
  | { readonly kind: "internal-package"; readonly package: string; readonly text: string }
  | { readonly kind: "import-cycle"; readonly text: string }
  | { readonly kind: "no-go-files"; readonly dir: string; readonly text: string };
