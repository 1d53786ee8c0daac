import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const ambiguousImport: Rule = {
  cause: "ambiguous-import",
  title: ({ failure }) => {
    const error = errorOfKind(failure, "ambiguous-import");
    const modules = error?.candidates.map(({ module }) => module).join(" and ");
    return `${error?.package ?? "a package"} is in more than one module${modules ? `: ${modules}` : ""}`;
  },
  why:
    "A package was moved out of a module into one of its own, and the module graph holds the new one together with an " +
    "old version of the one that still has the package. Go does not choose between two copies.",
  looksLike: {
    log: [
      "ambiguous import: found package PKG in multiple modules: followed by a line for each: MOD VER (DIR)",
    ],
    trace: ["both modules' directories are looked into, exit status 1, no request fails"],
  },
  isNot: [
    { cause: "version-conflict", tell: "there two versions of one module are asked for" },
    { cause: "package-not-in-module", tell: "there no module has the package" },
  ],
  fixes: ({ failure }) => {
    const error = errorOfKind(failure, "ambiguous-import");
    const shortest =
      error?.candidates.map(({ module }) => module).toSorted((a, b) => a.length - b.length)[0] ?? "MODULE";
    return [
      fix(
        "raise the outer module to a version that no longer has the package",
        `go get ${shortest}@latest && go mod tidy`,
      ),
      fix("see who asks for the old version", `go mod graph | grep ' ${shortest}@'`),
      fix("if nothing needs it any more: drop it", `go get ${shortest}@none`),
    ];
  },
  links: ["https://go.dev/ref/mod#resolve-pkg-mod"],
  match: (failure) => errorOfKind(failure, "ambiguous-import") && localMatch,
};
