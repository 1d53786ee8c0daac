import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const installReplaceDirective: Rule = {
  cause: "install-replace-directive",
  title: ({ moduleVersion }) =>
    `go install refuses ${moduleVersion}: its go.mod has replace or exclude directives`,
  why:
    "`go install PKG@VERSION` builds a program as its author would, without any go.mod of yours. Replace and exclude " +
    "count only in a main module: with them the author's build and yours would differ, so Go refuses instead of " +
    "ignoring them.",
  looksLike: {
    log: [
      "The go.mod file for the module providing named packages contains one or more replace directives. It must not " +
        "contain directives that would cause it to be interpreted differently than if it were the main module. (1.16 and later)",
    ],
    trace: ["the module's .mod is read or downloaded, exit status 1, no .zip of dependencies"],
  },
  isNot: [
    {
      cause: "replace-missing-dir",
      tell: "there go.mod of the main module replaces by a directory that is not here",
    },
    { cause: "module-path-mismatch", tell: "there the module declares another path than the one asked for" },
  ],
  fixes: ({ module, failure }) => {
    const repository = failure.module === null ? "REPOSITORY" : module;
    return [
      fix("see whether another version has none", `go list -m -versions ${repository}`),
      fix(
        "clone it and install from its own directory",
        `git clone https://${repository} && cd "$(basename ${repository})" && go install ./...`,
      ),
      fix("or take the program's released binary, if it has one"),
    ];
  },
  links: ["https://go.dev/ref/mod#go-install"],
  match: (failure) => errorOfKind(failure, "install-replace") && localMatch,
};
