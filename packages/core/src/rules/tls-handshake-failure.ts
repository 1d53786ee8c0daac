import { wantsClientCertificate } from "./certificate-helpers.ts";
import { networkError, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const tlsHandshakeFailure: Rule = {
  cause: "tls-handshake-failure",
  title: (subject) => `${subject.host} broke off the TLS handshake${alertOf(subject)}`,
  why:
    "The server, or a box that inspects TLS on the way, answered the handshake with an alert. The two sides have no cipher " +
    "in common (Go dropped RSA key exchange in 1.22 and 3DES in 1.23), the server does not know the name, or an old " +
    "middlebox cannot read the larger greeting that Go sends since 1.23 for post-quantum keys.",
  looksLike: {
    log: [
      "remote error: tls: handshake failure (also: internal error, unrecognized name, access denied)",
      "gnutls_handshake() failed: Handshake failed (git)",
    ],
    trace: [
      "after the ClientHello a read of seven bytes, \\25\\3\\3\\0\\2\\2 and the alert's number (40 is `(`)",
    ],
  },
  isNot: [
    { cause: "tls-old-version", tell: "there the alert is about the protocol's version" },
    { cause: "tls-client-cert", tell: "there the server wants a certificate of the client" },
    { cause: "connection-reset", tell: "there the connection ends without an alert" },
  ],
  fixes: ({ host, command }) => [
    fix(
      "see where another client gets",
      ifKnown(host, `openssl s_client -connect ${host}:443 -servername ${host} </dev/null`),
    ),
    fix(
      "try the smaller greeting (1.24 and later; for 1.23 it is tlskyber=0)",
      `GODEBUG=tlsmlkem=0 ${command}`,
    ),
    fix("try from another network, to see whether a box on the way is at fault"),
    fix(`if ${host} is your own: enable TLS 1.2 with ECDHE ciphers, or TLS 1.3`),
  ],
  links: ["https://pkg.go.dev/crypto/tls#AlertError", "https://go.dev/doc/godebug"],
  match(failure) {
    if (networkError(failure, "tls-other")) return { confidence: "likely" };
    const error = networkError(failure, "tls-alert");
    if (!error || error.alert === "protocol version not supported" || wantsClientCertificate(error.alert))
      return null;
    return plainMatch;
  },
};

function alertOf({ failure }: Subject): string {
  const alert = networkError(failure, "tls-alert")?.alert;
  return alert ? `: ${alert}` : "";
}
