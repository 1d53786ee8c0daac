import { ifKnown } from "./commands.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const packageNotInModule: Rule = {
  cause: "package-not-in-module",
  title: ({ failure, module }) => {
    const error = errorOfKind(failure, "package-not-in-module");
    const version = error?.version ? `@${error.version}` : "";
    return `${error?.module ?? module}${version} does not have the package ${error?.package ?? "that the code imports"}`;
  },
  why:
    "Go found the module whose path fits the import, and this version of it has no such package. The package came " +
    "later, was moved or removed (often with a new major version, under MODULE/v2), or is a module of its own by now.",
  looksLike: {
    log: [
      "module MOD@latest found (VER), but does not contain package PKG",
      "package PKG provided by MOD at latest version VER but not at required version VER2",
    ],
    trace: [
      "the module's .zip is fetched or its directory is there; the package's directory in it is ENOENT",
    ],
  },
  isNot: [
    { cause: "no-required-module", tell: "there no module in go.mod fits the import path" },
    { cause: "vcs-subdirectory", tell: "there a module was expected in a subdirectory of the repository" },
    { cause: "ambiguous-import", tell: "there two modules have the package" },
  ],
  fixes: ({ failure, module }) => {
    const error = errorOfKind(failure, "package-not-in-module");
    const name = error?.module ?? module;
    return [
      fix("see which versions there are", ifKnown(name, `go list -m -versions ${name}`)),
      fix("take the latest", ifKnown(name, `go get ${name}@latest`)),
      fix(`look where the package is now: https://pkg.go.dev/${name}`),
      fix("if the import is not of your code: see whose it is", `go mod why ${error?.package ?? "PKG"}`),
    ];
  },
  links: ["https://go.dev/ref/mod#resolve-pkg-mod", "https://go.dev/ref/mod#major-version-suffixes"],
  match: (failure) => errorOfKind(failure, "package-not-in-module") && localMatch,
};
