import { complaint } from "./vcs-helpers.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const vcsRepoNotFound: Rule = {
  cause: "vcs-repo-not-found",
  title: ({ host, module }) => `${host} says that there is no repository for ${module}`,
  why:
    "Git asked the module's host, and the host does not have the repository or does not show it to this account. It was " +
    "renamed, moved or deleted, the path has a typo, or the token or key that git used may not see it: hosts answer `not " +
    "found` for private repositories too.",
  looksLike: {
    log: [
      "remote: Repository not found. / fatal: repository 'URL' not found",
      "ERROR: Repository not found. (ssh)",
      "remote: The project you were looking for could not be found or you don't have permission to view it. (GitLab)",
    ],
    trace: [
      "git-remote-https or ssh connects and gets an answer; git exits with 128; then go itself asks for the URL and gets 404",
    ],
  },
  isNot: [
    { cause: "vcs-auth-https", tell: "there the host asks for a user name, or rejects the one it got" },
    {
      cause: "private-module-on-public-proxy",
      tell: "there a public proxy was asked first: GOPRIVATE is what is missing",
    },
    { cause: "vcs-unknown-revision", tell: "there the repository is found, and the version is not in it" },
    { cause: "vcs-insteadof", tell: "there git was sent to another address than go named" },
  ],
  fixes: ({ module, host }) => [
    fix("see whether it exists for you", ifKnown(module, `git ls-remote https://${module}`)),
    fix("look for a typo, the wrong case, or a new name: hosts redirect browsers, and not always git"),
    fix(
      "see which account git uses, and whether it may read the repository",
      ifKnown(
        host,
        `printf 'protocol=https\\nhost=${host}\\n\\n' | GIT_TERMINAL_PROMPT=0 git credential fill`,
      ),
    ),
    fix(
      "if it has moved: require the new path, or replace the old one by it",
      ifKnown(module, `go mod edit -replace ${module}=NEW/PATH@VERSION`),
    ),
  ],
  links: ["https://go.dev/ref/mod#vcs-find", "https://go.dev/ref/mod#private-module-repo-auth"],
  outranks: ["vcs-unknown-revision"],
  match(failure, run) {
    if (complaint(failure, run, "repo-not-found")) return {};
    const other = complaint(failure, run, "not-a-repository");
    return other && other.path !== "origin" ? { confidence: "likely" } : null;
  },
};
