import { isOverSsh, stageOfBreak } from "./connection-end.ts";
import { tunnelUnanswered } from "./forward-proxy-helpers.ts";
import { networkError } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const connectionReset: Rule = {
  cause: "connection-reset",
  title: ({ host }) => `the connection to ${host} was reset`,
  why:
    "Somebody ended the open connection by force. Right after the TLS greeting it is mostly a filter on the way that does " +
    "not like the host's name; after a request, a server or load balancer that restarts or gives up; in the middle of a body, a " +
    "limit of time or size. Go tries again by itself only where it had reused an older connection.",
  looksLike: {
    log: [
      "read tcp A->B: read: connection reset by peer (also: write: broken pipe)",
      "wsarecv: An existing connection was forcibly closed by the remote host (Windows)",
      "OpenSSL SSL_connect: Connection reset by peer, or SSL_ERROR_SYSCALL (git)",
    ],
    trace: ["read = -1 ECONNRESET (or write = -1 EPIPE) on a connection that had opened"],
  },
  isNot: [
    { cause: "connection-closed", tell: "there the other side closes in the regular way: EOF" },
    { cause: "connect-refused", tell: "there the connection never opened" },
    { cause: "transfer-cut", tell: "there the body ends early without a reset: unexpected EOF" },
    {
      cause: "tls-client-cert",
      tell: "there the server wanted a certificate; with TLS 1.3 it can show as a broken pipe",
    },
  ],
  fixes: ({ host, url, command }) => [
    fix("run it once more: what had arrived is in the module cache", command),
    fix("see whether another client is reset too", ifKnown(url, `curl -v -o /dev/null '${url}'`)),
    fix("see whether large packets pass", ifKnown(host, `ping -M do -s 1472 -c 3 ${host}`)),
    fix("try another network, or another element of GOPROXY", "go env GOPROXY"),
  ],
  links: ["https://go.dev/ref/mod#module-proxy", "https://go.dev/ref/mod#environment-variables"],
  match(failure) {
    if (!networkError(failure, "reset", "broken-pipe") || isOverSsh(failure) || tunnelUnanswered(failure))
      return null;
    return { stage: stageOfBreak(failure) };
  },
};
