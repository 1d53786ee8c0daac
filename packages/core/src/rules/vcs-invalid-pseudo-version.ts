import { ifKnown } from "./commands.ts";
import { errorOfKind } from "./matching.ts";
import { moduleHost } from "./vcs-helpers.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const vcsInvalidPseudoVersion: Rule = {
  cause: "vcs-invalid-pseudo-version",
  title: (subject) => `the pseudo-version ${subject.moduleVersion} does not fit its commit${detail(subject)}`,
  why:
    "A version like v0.0.0-20240102150405-abcdef123456 holds the time and the first twelve digits of a commit, and the tag " +
    "before it. Go checks all three against the repository. Versions that were written by hand, a tag that was deleted or " +
    "moved, and a rewritten history make them disagree.",
  looksLike: {
    log: [
      "invalid pseudo-version: does not match version-control timestamp (expected 20210101000000)",
      "invalid pseudo-version: revision is shorter than canonical (expected …)",
      "invalid pseudo-version: preceding tag (v1.2.3) not found",
    ],
    trace: ["git fetches the whole history (refs/heads/* and refs/tags/*), exits with 0, and go gives up"],
  },
  isNot: [
    { cause: "vcs-unknown-revision", tell: "there the commit itself is not in the repository" },
    { cause: "version-query-invalid", tell: "there what was asked for is no version at all" },
  ],
  fixes: (subject) => [
    fix(
      "let go write the version",
      ifKnown(subject.module, `go get ${subject.module}@${commit(subject) ?? "COMMIT"}`),
    ),
    ...expected(subject),
    fix(
      "if it stands in a dependency's go.mod: replace it by one that exists",
      ifKnown(subject.module, `go mod edit -replace ${subject.moduleVersion}=${subject.module}@VERSION`),
    ),
    fix("then bring go.mod and go.sum in order", "go mod tidy"),
  ],
  links: ["https://go.dev/ref/mod#pseudo-versions"],
  match(failure) {
    if (!errorOfKind(failure, "invalid-pseudo-version")) return null;
    return { role: "direct", host: failure.role === "direct" ? failure.host : moduleHost(failure.module) };
  },
};

function detail({ failure }: Subject): string {
  switch (errorOfKind(failure, "invalid-pseudo-version")?.reason) {
    case "timestamp":
      return ": the commit has another date";
    case "revision-length":
      return ": it must have twelve digits of the commit";
    case "preceding-tag-missing":
      return ": the tag that it builds on does not exist";
    case "not-a-descendant":
      return ": the commit does not come after that tag";
    case "already-canonical":
      return ": the commit has a tag of its own";
    case "major-without-tag":
    case "major":
      return ": its major version has no tag";
    default:
      return "";
  }
}

function expected({ failure }: Subject): ReturnType<Rule["fixes"]> {
  const wanted = errorOfKind(failure, "invalid-pseudo-version")?.expected;
  return wanted ? [fix(`what the repository says it should be: ${wanted}`)] : [];
}

/** The last part of a pseudo-version is the commit. */
function commit({ failure }: Subject): string | null {
  const last = failure.version?.split("-").at(-1)?.split("+")[0] ?? "";
  return /^[0-9a-f]{7,40}$/.test(last) ? last.slice(0, 12) : null;
}
