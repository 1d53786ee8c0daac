import { certificateError, foundNoRoots } from "./certificate-helpers.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const tlsNoRoots: Rule = {
  cause: "tls-no-roots",
  title: ({ host }) =>
    `this machine has no certificate authorities, so the certificate of ${host} cannot be verified`,
  why:
    "Go verifies servers against a file of trusted authorities that the operating system ships, and found none at any of " +
    "its places. Small images (scratch, alpine, slim variants) come without it. Go says then what it says of any authority " +
    "that it does not know, so the log alone looks like a company's TLS inspection.",
  looksLike: {
    log: [
      "x509: certificate signed by unknown authority",
      "x509: failed to load system roots and no roots provided",
      "error setting certificate file: /etc/ssl/certs/ca-certificates.crt (git)",
    ],
    trace: [
      "every place of the CA bundle (/etc/ssl/certs/ca-certificates.crt, /etc/pki/tls/…, /etc/ssl/cert.pem) is ENOENT",
    ],
  },
  isNot: [
    {
      cause: "tls-unknown-authority",
      tell: "there a bundle is found, and the server's authority is not in it",
    },
    { cause: "tls-expired", tell: "there the text says expired or not yet valid" },
  ],
  fixes: ({ command }) => [
    fix("install the authorities: Debian, Ubuntu", "apt-get update && apt-get install -y ca-certificates"),
    fix("Alpine", "apk add --no-cache ca-certificates"),
    fix(
      "in an image from scratch: copy the file from another stage",
      "COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/",
    ),
    fix("or name a file for this run", `SSL_CERT_FILE=/path/to/ca-certificates.crt ${command}`),
  ],
  links: ["https://pkg.go.dev/crypto/x509#SystemCertPool"],
  outranks: ["tls-unknown-authority", "tls-rejected"],
  match(failure, run) {
    if (certificateError(failure, "x509-no-roots")) return plainMatch;
    if (!foundNoRoots(run)) return null;
    if (certificateError(failure, "x509-unknown-authority")) return plainMatch;
    return errorOfKind(failure, "tls-refused") && { confidence: "likely" };
  },
};
