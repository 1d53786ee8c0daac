import { ifKnown } from "./commands.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const vcsSubdirectory: Rule = {
  cause: "vcs-subdirectory",
  title: (subject) => `the repository has no module ${subject.module}${where(subject)}`,
  why:
    "The path goes deeper than the repository's root, so go looked for a go.mod in that directory, and at that revision " +
    "there is none. The path may be a package of a larger module, the module may have come or gone at another revision, or " +
    "the tag lacks the directory in front (sub/v1.2.3).",
  looksLike: {
    log: [
      "invalid version: missing MOD/sub/go.mod at revision REV",
      "repository rooted at X cannot contain module Y",
    ],
    trace: ["git cat-file of REV:sub/go.mod exits with 128, after a fetch that went well"],
  },
  isNot: [
    { cause: "package-not-in-module", tell: "there the module exists, and lacks the package" },
    { cause: "vcs-unknown-revision", tell: "there the revision itself does not exist" },
    {
      cause: "vcs-major-mismatch",
      tell: "there the text names /v2/go.mod: the major version is what is wrong",
    },
  ],
  fixes: (subject) => [
    fix(
      "if it is a package: require the module that it is in",
      ifKnown(parent(subject), `go get ${parent(subject)}@latest`),
    ),
    fix(
      "see which directories have tags of their own",
      ifKnown(parent(subject), `git ls-remote --tags https://${parent(subject)}`),
    ),
    fix(
      "if the module is your own: commit its go.mod, and tag it with the directory in front",
      "git tag sub/v1.2.3",
    ),
  ],
  links: ["https://go.dev/ref/mod#vcs-version", "https://go.dev/ref/mod#vcs-find"],
  match: (failure) =>
    (errorOfKind(failure, "missing-subdirectory") ?? errorOfKind(failure, "repository-root")) && plainMatch,
};

function where({ failure }: Subject): string {
  const missing = errorOfKind(failure, "missing-subdirectory");
  if (missing?.revision) return ` at revision ${missing.revision}`;
  const root = errorOfKind(failure, "repository-root")?.root;
  return root === undefined ? "" : `: it is rooted at ${root}`;
}

function parent({ failure, module }: Subject): string {
  return errorOfKind(failure, "repository-root")?.root ?? module.split("/").slice(0, 3).join("/");
}
