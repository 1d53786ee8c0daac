import type { Failure } from "../model/run.ts";
import { ifKnown } from "./commands.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const noRequiredModule: Rule = {
  cause: "no-required-module",
  title: ({ failure }) =>
    looked(failure)
      ? `no module that go could find has the package ${packageOf(failure)}`
      : `no module in go.mod has the package ${packageOf(failure)}`,
  why:
    "The code imports a package, and none of the modules that go.mod requires has it. Since Go 1.16 builds do not add " +
    "requirements by themselves. The import is new, a module was taken out of go.mod, or the path is misspelled or was " +
    "renamed.",
  looksLike: {
    log: [
      "FILE:LINE:COL: no required module provides package PKG; to add it: go get PKG (1.16 and later)",
      "cannot find module providing package PKG (1.15 and earlier, and with -mod=mod, go get, go mod tidy)",
    ],
    trace: [
      "go.mod and the modules' directories are read, the package's directory is ENOENT in each, no socket",
    ],
  },
  isNot: [
    {
      cause: "package-not-in-std",
      tell: "there the path has no dot in its first element: it counts as standard library",
    },
    {
      cause: "package-not-in-module",
      tell: "there the module is found, and this version of it lacks the package",
    },
    { cause: "vendor-package-missing", tell: "there vendor/ is what lacks the package" },
    { cause: "no-gomod", tell: "there no go.mod was found at all" },
  ],
  fixes: ({ failure }) => [
    fix(
      "add the module that has it",
      errorOfKind(failure, "no-required-module")?.commands[0] ??
        ifKnown(packageOf(failure), `go get ${packageOf(failure)}`) ??
        "go mod tidy",
    ),
    fix("or bring go.mod in line with all imports", "go mod tidy"),
    fix(
      "see where the import stands",
      ifKnown(packageOf(failure), `grep -rn --include='*.go' '"${packageOf(failure)}"' .`),
    ),
  ],
  links: ["https://go.dev/ref/mod#resolve-pkg-mod", "https://go.dev/ref/mod#build-commands"],
  match(failure): Match | null {
    if (errorOfKind(failure, "no-required-module")) return localMatch;
    const disabled = errorOfKind(failure, "lookup-disabled");
    if (disabled?.by === "-mod=readonly" && disabled.what === "import") return localMatch;
    // Cut off, it may go on as one of vendor/: `cannot find package "." in: …`.
    if (failure.message?.truncated === true) return null;
    return errorOfKind(failure, "package-missing") && { ...localMatch, confidence: "possible" };
  },
};

function looked(failure: Failure): boolean {
  return errorOfKind(failure, "no-required-module")?.looked === true;
}

function packageOf(failure: Failure): string {
  const named = errorOfKind(failure, "no-required-module") ?? errorOfKind(failure, "package-missing");
  return named?.package ?? failure.context?.package ?? "that the code imports";
}
