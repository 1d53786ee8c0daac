import { wantsClientCertificate } from "./certificate-helpers.ts";
import { networkError, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const tlsClientCert: Rule = {
  cause: "tls-client-cert",
  title: ({ host }) => `${host} wants a certificate of the client, and go has none to show`,
  why:
    "The server asks each client for a certificate of its own (mutual TLS). The go command has no setting for one, so such " +
    "a server cannot be used directly. With TLS 1.3 the refusal comes after go's side is done, and may show as a broken " +
    "pipe instead.",
  looksLike: {
    log: ["remote error: tls: certificate required", "remote error: tls: bad certificate"],
    trace: [
      "the handshake comes as far as the client's second flight, then the server sends alert 116 or 42 and closes",
    ],
  },
  isNot: [
    { cause: "tls-unknown-authority", tell: "there it is go that does not trust the server" },
    { cause: "tls-handshake-failure", tell: "there the alert is about ciphers or names" },
  ],
  fixes: ({ host }) => [
    fix(
      "see whether the server asks for one",
      ifKnown(
        host,
        `openssl s_client -connect ${host}:443 -servername ${host} </dev/null | grep -i 'client certificate'`,
      ),
    ),
    fix(
      "put a local proxy in between that has the certificate (stunnel, nginx), and name it",
      "go env -w GOPROXY=http://127.0.0.1:8080",
    ),
    fix(`or have ${host} accept tokens instead: go sends those of ~/.netrc`),
    fix("for a git host: git can show one", "git config --global http.sslCert /path/to/client.pem"),
  ],
  links: ["https://go.dev/ref/mod#private-module-proxy-auth", "https://go.dev/ref/mod#environment-variables"],
  match(failure) {
    const error = networkError(failure, "tls-alert");
    return error && wantsClientCertificate(error.alert) ? plainMatch : null;
  },
};
