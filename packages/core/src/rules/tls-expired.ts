import { certificateError } from "./certificate-helpers.ts";
import { plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const tlsExpired: Rule = {
  cause: "tls-expired",
  title: (subject) => `the certificate of ${subject.host} ${verdict(subject)}`,
  why:
    "The time of this machine is outside of the certificate's validity. Either the certificate (or one that signed it) " +
    "has run out and nobody renewed it, or this machine's clock is wrong, as after a suspended virtual machine, in WSL or " +
    "on a board without a clock. An old CA bundle can also offer a root that has run out.",
  looksLike: {
    log: [
      "x509: certificate has expired or is not yet valid: current time T is after T2 (or is before T2)",
      "SSL certificate problem: certificate has expired (git)",
    ],
    trace: ["the certificate arrives, the CA bundle is read, the client sends a short alert and closes"],
  },
  isNot: [
    { cause: "tls-unknown-authority", tell: "there the signer is unknown, whatever the date" },
    { cause: "tls-hostname-mismatch", tell: "there the certificate is made out to other names" },
  ],
  fixes: ({ host }) => [
    fix("see what time this machine has", "date -u; timedatectl"),
    fix(
      "see from when to when the certificate is valid",
      ifKnown(
        host,
        `openssl s_client -connect ${host}:443 -servername ${host} </dev/null | openssl x509 -noout -dates`,
      ),
    ),
    fix("set the clock", "sudo timedatectl set-ntp true"),
    fix(
      "if the root is what has run out: bring the CA bundle up to date",
      "apt-get install --only-upgrade ca-certificates",
    ),
    fix(`if the clock is right: whoever runs ${host} has to renew the certificate`),
  ],
  links: ["https://pkg.go.dev/crypto/x509#CertificateInvalidError"],
  match: (failure) => certificateError(failure, "x509-expired", "x509-not-yet-valid") && plainMatch,
};

function verdict({ failure }: Subject): string {
  const error = certificateError(failure, "x509-expired", "x509-not-yet-valid");
  const certificate = error?.certificate;
  if (error?.reason === "x509-not-yet-valid") {
    return certificate?.notBefore ? `is not valid before ${certificate.notBefore}` : "is not valid yet";
  }
  return certificate?.notAfter ? `expired at ${certificate.notAfter}` : "has expired, or is not valid yet";
}
