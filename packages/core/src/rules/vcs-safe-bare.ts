import { complaint } from "./vcs-helpers.ts";
import { plainMatch } from "./matching.ts";
import { fix, riskyFix, type Rule } from "./rule.ts";

export const vcsSafeBare: Rule = {
  cause: "vcs-safe-bare",
  title: () => "git's setting safe.bareRepository=explicit keeps go from its own bare repositories",
  why:
    "Go keeps the history of modules that it fetches directly in bare repositories under cache/vcs. With safe.bareRepository " +
    "set to explicit git works in a bare repository only where GIT_DIR names it, and go sets GIT_DIR since 1.24 alone.",
  looksLike: {
    log: ["fatal: cannot use bare repository 'DIR' (safe.bareRepository is 'explicit')"],
    trace: ["git exits with 128 in a directory of cache/vcs before it opens a socket"],
  },
  isNot: [
    { cause: "vcs-dubious-ownership", tell: "there the directory's owner is the trouble" },
    { cause: "vcs-network", tell: "there git does talk to the host" },
  ],
  fixes: ({ command }) => [
    fix("use Go 1.24 or later", "go version"),
    fix("see where it is set", "git config --show-origin safe.bareRepository"),
    riskyFix(
      "or switch the setting off for this run",
      `GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.bareRepository GIT_CONFIG_VALUE_0=all ${command}`,
      "during this run git trusts bare repositories inside of others",
    ),
  ],
  links: ["https://git-scm.com/docs/git-config"],
  match: (failure, run) => complaint(failure, run, "safe-bare") && plainMatch,
};
