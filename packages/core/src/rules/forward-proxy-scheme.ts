import type { Failure } from "../model/run.ts";
import { showProxyVariables, theForwardProxy } from "./forward-proxy-helpers.ts";
import { forwardProxyError, within } from "./matching.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const forwardProxyScheme: Rule = {
  cause: "forward-proxy-scheme",
  title: (subject) => `${theForwardProxy(subject)} is addressed by https:// and does not speak TLS`,
  why:
    "The scheme in HTTPS_PROXY says how to talk to the forward proxy, not for which URLs it is. With https:// go opens a " +
    "TLS connection to the proxy itself, and nearly all forward proxies expect plain http on their port. The variable's " +
    "name is what selects https URLs.",
  looksLike: {
    log: ["proxyconnect tcp: tls: first record does not look like a TLS handshake", "proxyconnect tcp: EOF"],
    trace: ["a ClientHello goes to the forward proxy's port, and clear text or nothing comes back"],
  },
  isNot: [
    { cause: "tls-not-tls", tell: "there no `proxyconnect`: the host itself does not speak TLS" },
    { cause: "forward-proxy-denied", tell: "there CONNECT was sent and answered" },
  ],
  fixes: ({ host }) => [
    fix("see the variables' schemes", showProxyVariables),
    fix(
      "name the forward proxy by http://, in HTTPS_PROXY too",
      `export HTTPS_PROXY=http://${host.includes(" ") ? "proxy.example" : host}:3128`,
    ),
  ],
  links: ["https://pkg.go.dev/net/http#ProxyFromEnvironment"],
  match: (failure) => matchOf(failure),
};

function matchOf(failure: Failure): Match | null {
  if (forwardProxyError(failure, "tls-not-tls", "tls-http-answer")) return {};
  const vague = forwardProxyError(
    failure,
    "eof",
    "unexpected-eof",
    "reset",
    "broken-pipe",
    "tls-handshake-timeout",
    "tls-alert",
    "tls-old-version",
    "tls-other",
  );
  // git says `proxy` of a tunnel that was cut off; with go, `proxyconnect` stands before TLS errors only for https proxies.
  return vague && !within(failure, "vcs") ? { confidence: "likely" } : null;
}
