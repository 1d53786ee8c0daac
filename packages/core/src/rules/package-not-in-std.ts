import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const packageNotInStd: Rule = {
  cause: "package-not-in-std",
  title: ({ failure, run }) => {
    const name = errorOfKind(failure, "not-in-std")?.package ?? "an imported package";
    return `${name} is not in the standard library${run.goVersion === null ? "" : ` of ${run.goVersion}`}`;
  },
  why:
    "An import path without a dot in its first element can only be of the standard library, so go asks nobody for it. " +
    "This Go does not have it: the package came with a later Go (log/slog, slices, maps with 1.21, iter with 1.23), or " +
    "it is a package of your own without its module's path in front, or a typo.",
  looksLike: {
    log: [
      "package PKG is not in std (/usr/local/go/src/PKG) (1.21 and later)",
      "package PKG is not in GOROOT (/usr/local/go/src/PKG) (1.20 and earlier)",
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
    const name = errorOfKind(failure, "not-in-std")?.package ?? "PKG";
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
  match: (failure) => errorOfKind(failure, "not-in-std") && localMatch,
};
