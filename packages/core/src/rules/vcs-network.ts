import type { Failure, Run } from "../model/run.ts";
import { failedToConnectSomehow } from "./connect-helpers.ts";
import { isOverSsh } from "./connection-end.ts";
import { complaint } from "./vcs-helpers.ts";
import { ifKnown } from "./commands.ts";
import { errorOfKind, networkError, plainMatch, within } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const vcsNetwork: Rule = {
  cause: "vcs-network",
  title: ({ host, module }) => `git's conversation with ${host} about ${module} failed`,
  why:
    "Git (or ssh under it) could not reach the host or lost it on the way, and its words do not tell in which layer. Git has " +
    "a network stack of its own: its proxy settings, certificates and time limits are not go's, so one can fail where the " +
    "other works.",
  looksLike: {
    log: [
      "fatal: early EOF; fatal: the remote end hung up unexpectedly",
      "fetch-pack: unexpected disconnect while reading sideband packet",
      "Failed to connect to HOST port 443 after N ms: Couldn't connect to server (newer curl, any reason)",
      "kex_exchange_identification: Connection closed by remote host (ssh)",
    ],
    trace: [
      "the connections of git-remote-https or ssh show the layer; with them this cause gives way to a more exact one",
    ],
  },
  isNot: [
    { cause: "connect-timeout", tell: "there git says timed out, or the trace shows it" },
    { cause: "connection-reset", tell: "there git says connection reset" },
    { cause: "tls-unknown-authority", tell: "there git says that a certificate could not be verified" },
    { cause: "vcs-auth-ssh", tell: "there ssh says permission denied" },
  ],
  fixes: ({ host }) => [
    fix("have git say more", ifKnown(host, `GIT_CURL_VERBOSE=1 GIT_TRACE=1 git ls-remote https://${host}/…`)),
    fix("run it again, large repositories often stop half-way", "go mod download"),
    fix("see what git's own settings are: proxy, certificates", "git config --get-regexp '^http\\.'"),
    fix("for ssh behind a firewall: use https instead, or ssh over port 443 where the host offers it"),
    fix(
      "if the module is public: fetch it through a proxy instead",
      "go env -w GOPROXY=https://proxy.golang.org,direct",
    ),
  ],
  links: ["https://go.dev/ref/mod#vcs", "https://git-scm.com/docs/git-config"],
  match: (failure, run) => (isVague(failure, run) ? plainMatch : null),
};

function isVague(failure: Failure, run: Run): boolean {
  if (complaint(failure, run, "protocol", "network")) return true;
  const error = errorOfKind(failure, "network");
  if (!error || !within(failure, "vcs") || error.proxyconnect) return false;
  if (failedToConnectSomehow(failure, run) || error.reason === "other") return true;
  return (
    isOverSsh(failure) && networkError(failure, "reset", "eof", "broken-pipe", "unexpected-eof") !== null
  );
}
