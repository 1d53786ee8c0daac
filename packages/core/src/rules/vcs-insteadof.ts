import type { Failure, Run } from "../model/run.ts";
import { ifKnown } from "./commands.ts";
import { errorOfKind, within } from "./matching.ts";
import { complaint, moduleHost } from "./vcs-helpers.ts";
import { readFetchUrl } from "../pipeline/fetch-url.ts";
import { fix, type Rule } from "./rule.ts";

export const vcsInsteadof: Rule = {
  cause: "vcs-insteadof",
  title: (subject) =>
    `git was sent to ${toldHost(subject.failure, subject.run) ?? "another host"} for ${subject.module}: insteadOf rewrites the address`,
  why:
    "Git's configuration has a rule url.X.insteadOf that replaces the beginning of addresses. Go asked for the repository at " +
    "its own host, git went to another one and failed there. A rule that was meant for one organisation and is written too " +
    "widely catches public modules as well.",
  looksLike: {
    log: ["git's message names another host than `# git3 URL` or the module's path"],
    trace: [
      "git remote add origin -- URL, and then git-remote-https or ssh with another host among its arguments",
    ],
  },
  isNot: [
    { cause: "vcs-auth-ssh", tell: "there git went to the module's own host" },
    { cause: "vcs-repo-not-found", tell: "there the host that go named does not have the repository" },
  ],
  fixes: ({ host }) => [
    fix(
      "see the rules and the files they stand in",
      "git config --show-origin --get-regexp 'url\\..*\\.insteadof'",
    ),
    fix(
      "narrow the rule to the organisation that it is for",
      ifKnown(
        host,
        `git config --global url."ssh://git@${host}/ORGANISATION/".insteadOf "https://${host}/ORGANISATION/"`,
      ),
    ),
    fix("or drop it", "git config --global --unset-all url.RULE.insteadOf"),
  ],
  links: ["https://git-scm.com/docs/git-config", "https://go.dev/doc/faq#git_https"],
  outranks: [
    "vcs-auth-https",
    "vcs-auth-ssh",
    "vcs-host-key",
    "vcs-repo-not-found",
    "vcs-network",
    "connect-refused",
    "connect-timeout",
    "connect-host-unreachable",
    "connect-network-unreachable",
    "dns-no-such-host",
    "dns-server-misbehaving",
    "dns-temporary-failure",
    "tls-unknown-authority",
    "tls-hostname-mismatch",
  ],
  match(failure, run) {
    const told = toldHost(failure, run);
    if (told === null) return null;
    const wanted = wantedHosts(failure, run);
    if (wanted.size === 0 || [...wanted].some((host) => sameSite(host, told))) return null;
    return { role: "direct", host: [...wanted][0] ?? null, confidence: "likely" };
  },
};

/** The host that git names as the one it talked to. */
function toldHost(failure: Failure, run: Run): string | null {
  const network = errorOfKind(failure, "network");
  if (network) {
    if (!within(failure, "vcs") || network.proxyconnect) return null;
    // `unable to access 'URL': …` names the repository; the host behind it is the one that curl connected to.
    return readFetchUrl(network.url ?? "")?.host ?? network.host;
  }
  return complaint(failure, run, "auth-https", "auth-ssh", "host-key", "repo-not-found")?.host ?? null;
}

/** The hosts of the repositories that go named to git; for the well-known hosts the module's path says it. */
function wantedHosts(failure: Failure, run: Run): Set<string> {
  const hosts = new Set<string>();
  for (const { message } of run.messages) {
    if (message.body.kind === "vcs-dir") addHost(hosts, message.body.url);
  }
  for (const { program } of run.tools) {
    if (program.argv.includes("remote") && program.argv.includes("add"))
      addHost(hosts, program.argv.at(-1) ?? "");
  }
  const own = moduleHost(failure.module);
  if (hosts.size === 0 && (own === "github.com" || own === "bitbucket.org")) hosts.add(own);
  return hosts;
}

function addHost(hosts: Set<string>, url: string): void {
  const host = readFetchUrl(url)?.host;
  if (host) hosts.add(host);
}

/** ssh's own configuration leads to other names of the same host: ssh.github.com. */
function sameSite(a: string, b: string): boolean {
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}
