import { complaint } from "./vcs-helpers.ts";
import { ifKnown } from "./commands.ts";
import { plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const vcsAuthSsh: Rule = {
  cause: "vcs-auth-ssh",
  title: ({ host, module }) => `${host} accepts no ssh key of this machine for ${module}`,
  why:
    "Git went to the repository by ssh, and none of the keys that ssh offered is known there, or none was there to offer: no " +
    "agent, a key with a passphrase that nobody can type, a container or CI job without the key. Git uses ssh for https " +
    "addresses too, where insteadOf in its configuration says so.",
  looksLike: {
    log: [
      "git@HOST: Permission denied (publickey).",
      "fatal: Could not read from remote repository.",
      "unknown revision VER, with git's message hidden (1.16 and earlier)",
    ],
    trace: ["execve of ssh, which connects to port 22 and exits with 255; git exits with 128"],
  },
  isNot: [
    { cause: "vcs-host-key", tell: "there it is this machine that does not know the host" },
    {
      cause: "vcs-repo-not-found",
      tell: "there the key is accepted, and the repository is not there for it",
    },
    { cause: "vcs-auth-https", tell: "there git uses https, and lacks a token" },
    {
      cause: "private-module-on-public-proxy",
      tell: "there a public proxy was asked first: GOPRIVATE is what is missing",
    },
  ],
  fixes: ({ host }) => [
    fix(
      "see which keys are offered, and what the host says",
      ifKnown(host, `ssh -vT git@${host}; ssh-add -l`),
    ),
    fix("load the key into the agent", "ssh-add ~/.ssh/id_ed25519"),
    fix("in a Docker build: lend the agent to the step", "RUN --mount=type=ssh go mod download"),
    fix("in CI: give the job a deploy key that can read this repository"),
    fix(
      "if ssh was not meant: look for the rewriting rule",
      "git config --get-regexp 'url\\..*\\.insteadof'",
    ),
  ],
  links: ["https://go.dev/doc/faq#git_https", "https://go.dev/ref/mod#private-module-repo-auth"],
  outranks: ["vcs-unknown-revision"],
  match: (failure, run) => complaint(failure, run, "auth-ssh") && plainMatch,
};
