import { ifKnown } from "./commands.ts";
import { plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";
import { complaint } from "./vcs-helpers.ts";

export const vcsAuthHttps: Rule = {
  cause: "vcs-auth-https",
  title: ({ host, module }) => `git has no credentials that ${host} accepts for ${module}`,
  why:
    "Go asked the repository directly, and git needs a user name and a token over https. Go switches git's prompts off " +
    "(GIT_TERMINAL_PROMPT=0), so git gives up instead of asking. Hosts like GitHub answer in the same way for a " +
    "repository that does not exist, so a typo in the path looks the same.",
  looksLike: {
    log: [
      "fatal: could not read Username for 'https://HOST': terminal prompts disabled (1.17 and later)",
      "fatal: Authentication failed for 'URL', remote: Invalid username or token",
      "unknown revision VER, with git's message hidden (1.16 and earlier)",
    ],
    trace: ["git-remote-https connects and gets an answer, then git exits with status 128"],
  },
  isNot: [
    {
      cause: "private-module-on-public-proxy",
      tell: "there a public proxy was asked first and did not know the module: GOPRIVATE is what is missing",
    },
    {
      cause: "http-not-found",
      tell: "the same words inside `server response:` come from the mirror's git, not from git on this machine",
    },
    { cause: "vcs-auth-ssh", tell: "there git uses ssh and a key is refused" },
  ],
  fixes: ({ host }) => [
    fix("see what git itself says", ifKnown(host, `GIT_TERMINAL_PROMPT=0 git ls-remote https://${host}/…`)),
    fix(
      "use ssh, if you have a key there",
      `git config --global url."ssh://git@${host}/".insteadOf "https://${host}/"`,
    ),
    fix("or put a token into ~/.netrc (mode 600)", `machine ${host} login USER password TOKEN`),
    fix(
      "in CI: give the job a token that can read this repository, and let git use it by a credential helper",
    ),
  ],
  links: ["https://go.dev/doc/faq#git_https", "https://go.dev/ref/mod#private-module-repo-auth"],
  outranks: ["vcs-unknown-revision"],
  match: (failure, run) => complaint(failure, run, "auth-https") && plainMatch,
};
