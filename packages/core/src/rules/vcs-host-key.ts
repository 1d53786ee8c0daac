import { complaint } from "./vcs-helpers.ts";
import { ifKnown } from "./commands.ts";
import { plainMatch } from "./matching.ts";
import { fix, riskyFix, type Rule } from "./rule.ts";

export const vcsHostKey: Rule = {
  cause: "vcs-host-key",
  title: ({ host }) => `ssh does not trust the key of ${host}`,
  why:
    "ssh compares the host's key with those in known_hosts. A new machine, container or CI job has none, and go lets ssh ask " +
    "nobody (BatchMode, up to 1.24). If the key has changed, the host was set up anew or another machine poses as it.",
  looksLike: {
    log: [
      "Host key verification failed.",
      "No ED25519 host key is known for HOST and you have requested strict checking.",
      "WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!",
    ],
    trace: ["ssh opens known_hosts, talks to port 22 for a moment and exits with 255"],
  },
  isNot: [
    {
      cause: "vcs-auth-ssh",
      tell: "there the host is trusted, and it does not accept the key of this machine",
    },
    { cause: "connect-timeout", tell: "there ssh cannot connect at all" },
  ],
  fixes: ({ host }) => [
    fix(
      "see the host's keys, and compare them with what the host publishes",
      ifKnown(host, `ssh-keyscan ${host} | ssh-keygen -lf -`),
    ),
    fix(
      "once they agree, keep them (in a Dockerfile before the download)",
      ifKnown(host, `ssh-keyscan ${host} >> ~/.ssh/known_hosts`),
    ),
    fix(
      "if the key has changed for a good reason: drop the old one first",
      ifKnown(host, `ssh-keygen -R ${host}`),
    ),
    riskyFix(
      "or let ssh accept whatever key it sees first",
      "export GIT_SSH_COMMAND='ssh -o StrictHostKeyChecking=accept-new'",
      "at the first contact nobody checks that it is the right host",
    ),
  ],
  links: ["https://go.dev/doc/faq#git_https", "https://go.dev/ref/mod#private-module-repo-auth"],
  outranks: ["vcs-unknown-revision"],
  match: (failure, run) => complaint(failure, run, "host-key") && plainMatch,
};
