import { complaint } from "./vcs-helpers.ts";
import { plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const vcsOldGit: Rule = {
  cause: "vcs-old-git",
  title: ({ module }) => `the git of this machine is too old to fetch ${module}`,
  why:
    "Go fetches single commits and tags with options and a protocol that old versions of git lack or do wrongly; 1.8 of " +
    "CentOS 7 is the usual one. A repository with SHA-256 names needs a recent git as well.",
  looksLike: {
    log: [
      "fatal: git fetch-pack: expected shallow list",
      "fatal: unknown option, error: unknown switch; fatal: mismatched algorithms (SHA-256 repositories)",
    ],
    trace: ["git fetch --depth=1 talks to the host and exits with 128"],
  },
  isNot: [
    {
      cause: "vcs-unknown-revision",
      tell: "there git works, and the revision is not there; very old gits miss tags in silence",
    },
    { cause: "vcs-network", tell: "there the conversation itself breaks" },
  ],
  fixes: () => [
    fix("see the version; 2.18 or later is a good one", "git version"),
    fix(
      "install a newer one (CentOS 7: from a repository such as IUS or endpoint)",
      "sudo yum install git236",
    ),
    fix(
      "or fetch the module through a proxy, which needs no git here",
      "go env -w GOPROXY=https://proxy.golang.org,direct",
    ),
  ],
  links: ["https://github.com/golang/go/issues/38373", "https://go.dev/ref/mod#vcs"],
  match: (failure, run) => complaint(failure, run, "old-git") && plainMatch,
};
