import type { Failure } from "../model/run.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const packageNotInStd: Rule = {
  cause: "package-not-in-std",
  title: ({ failure, run }) => {
    const name = missingPackage(failure) ?? "an imported package";
    return `${name} is not in the standard library${run.goVersion === null ? "" : ` of ${run.goVersion}`}`;
  },
  why:
    "An import path without a dot in its first element can only be of the standard library, so go asks nobody for it. " +
    "This Go does not have it: the package came with a later Go (log/slog, slices, maps with 1.21, iter with 1.23), or " +
    "it is a package of your own without its module's path in front, or a typo.",
  looksLike: {
    log: [
      "package PKG is not in std (/usr/local/go/src/PKG) (1.21 and later)",
      "package PKG is not in GOROOT (/usr/local/go/src/PKG) (1.14 to 1.20)",
      'PKG: malformed module path "PKG": missing dot in first path element (1.13, of an import)',
    ],
    trace: ["GOROOT/src/PKG is ENOENT, no socket, exit status 1"],
  },
  isNot: [
    {
      cause: "no-required-module",
      tell: "there the path begins with a host name, and some module may have the package",
    },
    { cause: "go-version-too-old", tell: "there go names the version that is needed" },
    { cause: "goroot-missing", tell: "there the whole installation is not where go expects it" },
  ],
  fixes: ({ failure }) => {
    const name = missingPackage(failure) ?? "PKG";
    return [
      fix("see which Go runs", "go version; type -a go"),
      fix(
        `if a later Go has it (https://pkg.go.dev/${name}): install that one, and write it into go.mod`,
        "go mod edit -go=X.Y",
      ),
      fix(
        "if it is a package of this module: put the module's path in front of it",
        `echo "$(go list -m)/${name}"`,
      ),
      fix("if fmt and os are missing too, the installation is broken: install Go anew"),
    ];
  },
  links: ["https://pkg.go.dev/std", "https://go.dev/ref/mod#resolve-pkg-mod"],
  match: (failure) =>
    errorOfKind(failure, "not-in-std") || importWithoutHost(failure) !== null ? localMatch : null,
};

function missingPackage(failure: Failure): string | null {
  return errorOfKind(failure, "not-in-std")?.package ?? importWithoutHost(failure);
}

/**
 * The import that 1.13 takes for a module's path: later versions look first whether its first element has a dot, and say
 * `package PKG is not in GOROOT` (cmd/go/internal/modload/import.go). A path on the command line is no import.
 */
export function importWithoutHost(failure: Failure): string | null {
  const error = errorOfKind(failure, "invalid-path");
  if (error?.reason !== "missing-dot" || failure.context === null) return null;
  const { position, requiredBy, package: name } = failure.context;
  const imported = requiredBy.some((link) => link.relation !== "requires");
  return position !== null || imported || name === error.path ? error.path : null;
}
