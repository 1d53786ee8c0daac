import { ifKnown } from "./commands.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const noMatchingVersions: Rule = {
  cause: "no-matching-versions",
  title: ({ failure, module }) => {
    const query = errorOfKind(failure, "no-matching-versions")?.query ?? failure.context?.query;
    return query ? `${module} has no version that matches ${query}` : `${module} has no version at all`;
  },
  why:
    "Go found the module and none of its versions fits the query. The repository has no tags of the form v1.2.3 and no " +
    "commits, every version is retracted or excluded, or the versions wanted belong to another path: v2 and later are " +
    "under MODULE/v2.",
  looksLike: {
    log: [
      'module MOD: no matching versions for query "latest"',
      'MOD@>=v2: no matching versions for query ">=v2"',
      "invalid version: … no commits",
    ],
    trace: ["requests for @v/list and @latest, or git ls-remote, go well; then exit status 1"],
  },
  isNot: [
    { cause: "vcs-unknown-revision", tell: "there one version was named, and it does not exist" },
    { cause: "http-not-found", tell: "there the proxy does not know the module: 404 or 410" },
    { cause: "version-conflict", tell: "there the version exists, and another requirement forbids it" },
  ],
  fixes: ({ module }) => [
    fix(
      "see which versions there are, retracted ones included",
      ifKnown(module, `go list -m -versions -retracted ${module}`),
    ),
    fix(
      "for v2 and later ask for the path of that major version",
      ifKnown(module, `go list -m -versions ${module}/v2`),
    ),
    fix(
      "take a branch or a commit, of which go makes a pseudo-version",
      ifKnown(module, `go get ${module}@main`),
    ),
    fix(
      "if the module is yours: tag it, with the v, and push the tag",
      "git tag v0.1.0 && git push origin v0.1.0",
    ),
  ],
  links: ["https://go.dev/ref/mod#version-queries", "https://go.dev/ref/mod#major-version-suffixes"],
  match: (failure) =>
    (errorOfKind(failure, "no-matching-versions") ?? errorOfKind(failure, "no-commits")) && plainMatch,
};
