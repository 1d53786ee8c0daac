import type { Failure, Run } from "../model/run.ts";
import { connectFailure } from "./connect-helpers.ts";
import { showProxyVariables } from "./forward-proxy-helpers.ts";
import { forwardProxyError, networkError, within } from "./matching.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const forwardProxyGitOnly: Rule = {
  cause: "forward-proxy-git-only",
  title: (subject) => (gitAlone(subject.failure, subject.run) ? gitTitle(subject) : goTitle(subject)),
  why:
    "Go and git choose their forward proxies by different rules. Git obeys http.proxy of its configuration, ALL_PROXY and, " +
    "for http URLs, the lower-case variable alone; go obeys HTTPS_PROXY and HTTP_PROXY in either case and nothing else; ssh " +
    "obeys neither. So one of them gets through and the other does not.",
  looksLike: {
    log: [
      "fatal: unable to access 'URL': Could not resolve proxy: PROXY, while `# get` lines have answers",
      "fatal: unable to access 'URL': Failed to connect to HOST port 443, while go's own requests pass a forward proxy",
    ],
    trace: [
      "go and git-remote-https connect to different machines: one to a forward proxy, the other to the host",
    ],
  },
  isNot: [
    { cause: "forward-proxy-refused", tell: "there go itself cannot use the forward proxy either" },
    { cause: "connect-timeout", tell: "there neither of them uses a forward proxy" },
  ],
  fixes: () => [
    fix("see what each of them is told", showProxyVariables),
    fix("tell git the same as go", 'git config --global http.proxy "$HTTPS_PROXY"'),
    fix("or drop a setting of git that is out of date", "git config --global --unset http.proxy"),
    fix("for ssh: use https instead, or ssh's own ProxyCommand"),
  ],
  links: ["https://pkg.go.dev/net/http#ProxyFromEnvironment", "https://git-scm.com/docs/git-config"],
  outranks: [
    "forward-proxy-refused",
    "forward-proxy-no-such-host",
    "forward-proxy-timeout",
    "connect-timeout",
    "connect-refused",
    "connect-host-unreachable",
    "connect-network-unreachable",
    "dns-no-such-host",
    "dns-timeout",
    "vcs-network",
  ],
  match: (failure, run) =>
    gitAlone(failure, run) || goAlone(failure, run) ? { confidence: "likely" } : null,
};

/** Git is sent to a forward proxy that does not work, and go's own requests got answers. */
function gitAlone(failure: Failure, run: Run): boolean {
  if (!within(failure, "vcs")) return false;
  const error = forwardProxyError(
    failure,
    "connect-refused",
    "connect-timeout",
    "connect-kernel-timeout",
    "connect-host-unreachable",
    "connect-network-unreachable",
    "dns-no-such-host",
    // Newer curl says only that it could not connect.
    "connect-other",
  );
  return (
    error !== null && run.attempts.some((attempt) => attempt.endpoint !== "vcs" && attempt.status !== null)
  );
}

/** Go's own requests passed a forward proxy, and git did not get through without one. */
function goAlone(failure: Failure, run: Run): boolean {
  if (!within(failure, "vcs")) return false;
  const blocked =
    networkError(failure, "dns-no-such-host", "dns-timeout") ??
    connectFailure(
      failure,
      run,
      "connect-timeout",
      "connect-kernel-timeout",
      "connect-refused",
      "connect-host-unreachable",
      "connect-network-unreachable",
    );
  if (!blocked) return false;
  return run.connections.some(({ pid, tunnel }) => pid === run.program?.pid && tunnel?.status === 200);
}

function gitTitle({ host }: Subject): string {
  return `git is sent to a forward proxy (${host}) that does not work, go is not`;
}

function goTitle({ host }: Subject): string {
  return `go uses a forward proxy, git does not and cannot reach ${host}`;
}
