import type { Failure } from "../model/run.ts";
import { timedOutAt } from "./connect-helpers.ts";
import { errorOfKind, networkError, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const tlsTimeout: Rule = {
  cause: "tls-timeout",
  title: ({ host }) => `${host} took the connection and did not answer the TLS handshake`,
  why:
    "The connection opened, go sent its greeting, and nothing came back for ten seconds. The server or a proxy in front of " +
    "it is overloaded, a filter that looks at the host's name swallows the packets, or larger packets are lost on the way " +
    "(a tunnel with a smaller MTU); the post-quantum greeting since Go 1.23 takes more than one packet.",
  looksLike: {
    log: ["net/http: TLS handshake timeout", "gnutls_handshake() failed: Timed out (git)"],
    trace: ["the ClientHello is written, no read on that socket succeeds, and it is closed 10 seconds later"],
  },
  isNot: [
    { cause: "connect-timeout", tell: "there the connection does not open: `dial tcp …: i/o timeout`" },
    { cause: "connection-reset", tell: "there the greeting is answered with a reset" },
    { cause: "http-no-response", tell: "there the handshake succeeds, and the request gets no answer" },
  ],
  fixes: ({ host, command }) => [
    fix("see whether another client gets farther", ifKnown(host, `curl -v https://${host}/`)),
    fix(
      "try the smaller greeting (1.24 and later; for 1.23 it is tlskyber=0)",
      `GODEBUG=tlsmlkem=0 ${command}`,
    ),
    fix("see whether large packets pass", ifKnown(host, `ping -M do -s 1472 -c 3 ${host}`)),
    fix("try another network or another mirror", "go env GOPROXY"),
  ],
  links: ["https://pkg.go.dev/net/http#Transport", "https://go.dev/doc/godebug"],
  match: (failure) => timedOut(failure) ?? pending(failure),
};

function timedOut(failure: Failure): Match | null {
  return networkError(failure, "tls-handshake-timeout") || timedOutAt(failure) === "tls" ? plainMatch : null;
}

/** The record ends, or the command was ended, while the greeting was unanswered. */
function pending(failure: Failure): Match | null {
  return errorOfKind(failure, "no-response") && failure.during === "tls" ? { confidence: "likely" } : null;
}
