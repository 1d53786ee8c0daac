import { certificateError } from "./certificate-helpers.ts";
import { ifKnown } from "./commands.ts";
import { plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const tlsUnknownAuthority: Rule = {
  cause: "tls-unknown-authority",
  title: ({ host }) =>
    `the certificate of ${host} is signed by an authority that this machine does not trust`,
  why:
    "Go verifies servers against the certificates that the system trusts. A company proxy that opens TLS (Zscaler, " +
    "Netskope, Fortinet), or a server with a private certificate authority, presents a certificate that no root of this " +
    "machine has signed.",
  looksLike: {
    log: [
      "tls: failed to verify certificate: x509: certificate signed by unknown authority (1.20 and later)",
      "x509: certificate signed by unknown authority (1.19 and earlier)",
    ],
    trace: [
      "connect succeeds, ClientHello and the server's certificate pass, the CA bundle is opened, then the client sends " +
        "a short alert and closes",
    ],
  },
  isNot: [
    { cause: "tls-no-roots", tell: "there no CA bundle was found on this machine at all" },
    { cause: "tls-expired", tell: "there the text says expired or not yet valid" },
    { cause: "tls-hostname-mismatch", tell: "there the certificate is trusted and made out to other names" },
  ],
  fixes: ({ host, command }) => [
    fix(
      "see who signs",
      ifKnown(host, `openssl s_client -connect ${host}:443 -servername ${host} -showcerts </dev/null`),
    ),
    fix(
      "trust your company's root: copy it to /usr/local/share/ca-certificates/ as a .crt file (in a Dockerfile before " +
        "the download), then update",
      "update-ca-certificates",
    ),
    fix("for one run", `SSL_CERT_FILE=/path/to/root.pem ${command}`),
  ],
  links: ["https://pkg.go.dev/crypto/x509#SystemCertPool"],
  match: (failure) => certificateError(failure, "x509-unknown-authority") && plainMatch,
};
