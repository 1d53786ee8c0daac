import { networkError, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const tlsOldVersion: Rule = {
  cause: "tls-old-version",
  title: ({ host }) => `${host} speaks only a version of TLS that go no longer uses`,
  why:
    "Since Go 1.18 a client speaks TLS 1.2 and 1.3 only, and the go command has no setting for less. The server, or a box " +
    "on the way that opens TLS, offers 1.0 or 1.1.",
  looksLike: {
    log: [
      "tls: server selected unsupported protocol version 301 (TLS 1.0; 302 is 1.1)",
      "remote error: tls: protocol version not supported",
    ],
    trace: ["the ServerHello carries version \\3\\1 or \\3\\2, or the server sends alert 70 (`F`)"],
  },
  isNot: [
    { cause: "tls-handshake-failure", tell: "there the versions agree and something else does not" },
    { cause: "tls-not-tls", tell: "there the port does not speak TLS at all" },
  ],
  fixes: ({ host }) => [
    fix(
      "see which versions it speaks",
      ifKnown(host, `openssl s_client -connect ${host}:443 -tls1_2 </dev/null`),
    ),
    fix(`have ${host}, or the inspecting proxy in front of it, speak TLS 1.2 or later`),
    fix("until then use another element of GOPROXY", "go env GOPROXY"),
  ],
  links: ["https://go.dev/doc/go1.18#tls10", "https://pkg.go.dev/crypto/tls#Config"],
  match(failure) {
    if (networkError(failure, "tls-old-version")) return plainMatch;
    return networkError(failure, "tls-alert")?.alert === "protocol version not supported" ? plainMatch : null;
  },
};
