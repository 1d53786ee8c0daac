import { certificateError } from "./certificate-helpers.ts";
import { plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const tlsHostnameMismatch: Rule = {
  cause: "tls-hostname-mismatch",
  title: (subject) => `the certificate that ${subject.host} presents is made out to ${names(subject)}`,
  why:
    "The server's certificate does not name the host that go asked for. Go talks to another machine than it means (a " +
    "captive portal, a name server that redirects, a wrong address in /etc/hosts), or GOPROXY names a server by an alias " +
    "or an IP address for which it has no certificate.",
  looksLike: {
    log: [
      "x509: certificate is valid for A, B, not HOST",
      "x509: certificate is not valid for any names, but wanted to match HOST",
      "x509: cannot validate certificate for IP because it doesn't contain any IP SANs",
    ],
    trace: ["the certificate arrives, the CA bundle is read, the client sends a short alert and closes"],
  },
  isNot: [
    { cause: "tls-unknown-authority", tell: "there the signer is unknown" },
    { cause: "tls-legacy-cn", tell: "there the name is right and stands in the old field alone" },
  ],
  fixes: ({ host }) => [
    fix(
      "see which names the certificate has",
      ifKnown(
        host,
        `openssl s_client -connect ${host}:443 -servername ${host} </dev/null | openssl x509 -noout -ext subjectAltName`,
      ),
    ),
    fix("see which machine answers for the name", ifKnown(host, `getent hosts ${host}`)),
    fix("in a guest network: log in to it in a browser first"),
    fix("use a name that the certificate has, in GOPROXY or in the module path", "go env GOPROXY"),
    fix(`if the server is your own: have a certificate issued that names ${host}`),
  ],
  links: ["https://pkg.go.dev/crypto/x509#HostnameError"],
  match: (failure) => certificateError(failure, "x509-hostname") && plainMatch,
};

function names({ failure }: Subject): string {
  const valid = certificateError(failure, "x509-hostname")?.certificate?.validFor ?? [];
  if (valid.length === 0) return "another name";
  return valid.length > 3 ? `${valid.slice(0, 3).join(", ")} and others` : valid.join(", ");
}
