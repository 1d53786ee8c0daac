import type { Failure, Run } from "../model/run.ts";
import { ifKnown } from "./commands.ts";
import { errorOfKind, within } from "./matching.ts";
import { moduleHost } from "./vcs-helpers.ts";
import { fix, type Match, type Rule, type Subject } from "./rule.ts";

export const vcsMajorMismatch: Rule = {
  cause: "vcs-major-mismatch",
  title: (subject) => `the major version of ${subject.moduleVersion} does not fit its path${detail(subject)}`,
  why:
    "From version 2 on a module's path ends in its major version (/v2), in go.mod and in every import. Here path and version " +
    "disagree: the version is v2 or higher and the path has no suffix, the suffix is there and go.mod at that revision lacks " +
    "it, or +incompatible stands at a version that has a go.mod.",
  looksLike: {
    log: [
      'invalid version: module contains a go.mod file, so module path must match major version ("MOD/v2")',
      'invalid version: go.mod has post-v1 module path "MOD/v2" at revision REV',
      "invalid version: +incompatible suffix not allowed: major version v1 is compatible",
      "missing MOD/go.mod and …/v2/go.mod at revision REV",
    ],
    trace: ["the repository or the zip was read; nothing in it tells more"],
  },
  isNot: [
    { cause: "module-path-mismatch", tell: "there go.mod declares quite another path" },
    { cause: "vcs-unknown-revision", tell: "there the version does not exist" },
    {
      cause: "gomod-malformed",
      tell: "there the main module's own go.mod has the wrong version: `errors parsing go.mod`",
    },
  ],
  fixes: (subject) => [
    fix(
      "ask for the path that goes with the version",
      ifKnown(right(subject), `go get ${right(subject)}@latest`),
    ),
    fix("and import it by that path in the source", ifKnown(right(subject), `import "${right(subject)}/…"`)),
    fix(
      "or stay with a version that goes with the path",
      ifKnown(subject.module, `go list -m -versions ${subject.module}`),
    ),
    fix(
      "if the module is your own: let the module line of go.mod end in /vN before you tag vN",
      "go mod edit -module MODULE/v2",
    ),
  ],
  links: ["https://go.dev/ref/mod#major-version-suffixes", "https://go.dev/ref/mod#non-module-compat"],
  match: (failure, run) => errorOfKind(failure, "major-mismatch") && placeOf(failure, run),
};

/**
 * Go says most of this while it reads a repository itself (modfetch/coderepo.go); a proxy's zip or a version that is out
 * of range by its own digits fails without one.
 */
function placeOf(failure: Failure, run: Run): Match {
  if (within(failure, "unzip")) return { stage: "store" };
  const usedTool = run.tools.length > 0 || run.attempts.some((attempt) => attempt.endpoint === "vcs");
  const served = failure.role === "module-proxy" && !usedTool;
  if (served || errorOfKind(failure, "major-mismatch")?.reason === "version-out-of-range")
    return { stage: "verify" };
  return {
    stage: "vcs",
    role: "direct",
    host: failure.role === "direct" ? failure.host : moduleHost(failure.module),
  };
}

/** The path that go names as the right one, or the module's with the suffix of the version that was asked for. */
function right({ failure, module }: Subject): string {
  const error = errorOfKind(failure, "major-mismatch");
  if (error?.reason === "gomod-needs-suffix" || error?.reason === "gomod-has-suffix") {
    if (error.path !== null) return error.path;
    const major = failure.version?.split(".")[0] ?? "";
    return major > "v1" ? `${module}/${major}` : module;
  }
  return module;
}

function detail({ failure }: Subject): string {
  const error = errorOfKind(failure, "major-mismatch");
  switch (error?.reason) {
    case "gomod-needs-suffix":
    case "gomod-has-suffix":
      return error.path === null ? ": the path needs a suffix like /v2" : `: its path is ${error.path}`;
    case "incompatible-not-allowed":
      return ": +incompatible does not belong there";
    case "suffix-without-major":
    case "version-out-of-range":
      return ": the path's suffix is of another major version";
    case "gomod-lacks-suffix":
    case "missing-gomod-of-major":
      return ": its go.mod lacks the suffix";
    default:
      return "";
  }
}
