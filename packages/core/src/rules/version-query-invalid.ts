import { ifKnown } from "./commands.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const versionQueryInvalid: Rule = {
  cause: "version-query-invalid",
  title: ({ failure, module }) => {
    const query = errorOfKind(failure, "version-query-invalid")?.query ?? failure.context?.query;
    return query
      ? `go cannot use ${query} as a version of ${module}`
      : `go cannot use what stands behind the @ of ${module}`;
  },
  why:
    "Behind the @ go takes a version (v1.2.3), a prefix of one (v1.2), a comparison (>=v1.2.3), the words latest, " +
    "upgrade, patch and none, or the name of a branch, tag or commit. This is none of them, or its meaning is not clear, " +
    "or the place allows whole versions only, as go.mod does.",
  looksLike: {
    log: [
      'ambiguous semantic version "v3" in range ">v3"',
      'invalid version "1.2": …',
      "disallowed version string",
    ],
    trace: ["exit status 1 before anybody is asked, or after @v/list alone"],
  },
  isNot: [
    { cause: "no-matching-versions", tell: "there the query is understood and no version fits it" },
    {
      cause: "vcs-unknown-revision",
      tell: "there it was taken for a branch, tag or commit, which does not exist",
    },
    { cause: "gomod-malformed", tell: "there the version stands in go.mod, and go names the file and line" },
  ],
  fixes: ({ module }) => [
    fix("see which versions there are", ifKnown(module, `go list -m -versions ${module}`)),
    fix("write the version out, with its v", ifKnown(module, `go get ${module}@v1.2.3`)),
    fix(
      "put comparisons into quotes: the shell takes < and > for itself",
      ifKnown(module, `go get '${module}@>=v1.2.3'`),
    ),
  ],
  links: ["https://go.dev/ref/mod#version-queries", "https://go.dev/ref/mod#versions"],
  match: (failure) => errorOfKind(failure, "version-query-invalid") && plainMatch,
};
