import { certificateError } from "./certificate-helpers.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const tlsRejected: Rule = {
  cause: "tls-rejected",
  title: ({ host }) => `this machine refused the certificate that ${host} presented`,
  why:
    "The client broke off the handshake right after it had seen the server's certificate. Why it did stands in its log; in " +
    "the trace the alert is encrypted, and the same bytes are sent for an unknown authority, a wrong name and a wrong date.",
  looksLike: {
    log: [
      "x509: … (any reason that is not one of the usual ones, for example a negative serial number, 1.23 and later)",
    ],
    trace: [
      "after the server's certificate the client writes 30 bytes, ChangeCipherSpec and a short alert, and closes",
    ],
  },
  isNot: [
    { cause: "tls-unknown-authority", tell: "there go's text says unknown authority" },
    { cause: "tls-no-roots", tell: "there no CA bundle is found at any of its places" },
    { cause: "tls-handshake-failure", tell: "there it is the server that sends the alert" },
  ],
  fixes: ({ host, command }) => [
    fix(
      "see the certificate, its names, dates and signer",
      ifKnown(host, `openssl s_client -connect ${host}:443 -servername ${host} -showcerts </dev/null`),
    ),
    fix("run it again and keep what go prints: its text names the reason", `${command} 2>go.log`),
    fix(
      "or record with longer strings, so that the trace holds the text",
      `strace -f -s 1024 -o trace.log ${command}`,
    ),
  ],
  links: ["https://pkg.go.dev/crypto/x509#Certificate.Verify"],
  match(failure) {
    if (errorOfKind(failure, "tls-refused")) return plainMatch;
    return certificateError(failure, "x509-other", "x509-revoked") && { confidence: "likely" };
  },
};
