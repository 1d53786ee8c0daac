import { certificateError } from "./certificate-helpers.ts";
import { plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const tlsLegacyCn: Rule = {
  cause: "tls-legacy-cn",
  title: ({ host }) => `the certificate of ${host} has its name in the Common Name field alone`,
  why:
    "Since Go 1.15 a host's name counts only where the certificate lists it as a subject alternative name (SAN). The old " +
    "Common Name field is ignored. Certificates of hand-made authorities often lack the list, and other programs may still " +
    "accept them.",
  looksLike: {
    log: ["x509: certificate relies on legacy Common Name field, use SANs instead (1.15 and later)"],
    trace: ["the certificate arrives, the CA bundle is read, the client sends a short alert and closes"],
  },
  isNot: [
    {
      cause: "tls-hostname-mismatch",
      tell: "there the certificate has a list of names, and the host is not on it",
    },
    { cause: "tls-unknown-authority", tell: "there the signer is unknown" },
  ],
  fixes: ({ host }) => [
    fix(
      "see what the certificate has",
      ifKnown(
        host,
        `openssl s_client -connect ${host}:443 -servername ${host} </dev/null | openssl x509 -noout -subject -ext subjectAltName`,
      ),
    ),
    fix(
      `have the certificate of ${host} issued again, with subjectAltName`,
      ifKnown(host, `openssl req … -addext 'subjectAltName=DNS:${host}'`),
    ),
  ],
  links: [
    "https://go.dev/doc/go1.15#commonname",
    "https://pkg.go.dev/crypto/x509#Certificate.VerifyHostname",
  ],
  match: (failure) => certificateError(failure, "x509-legacy-cn") && plainMatch,
};
