import { networkError, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, riskyFix, type Rule } from "./rule.ts";

export const tlsNotTls: Rule = {
  cause: "tls-not-tls",
  title: ({ host }) => `${host} does not speak TLS on the port that go asked`,
  why:
    "Go greeted with TLS and got an answer in clear text. The URL says https where the server speaks plain http, or the port " +
    "belongs to another service. An element of GOPROXY without a scheme counts as https.",
  looksLike: {
    log: [
      "http: server gave HTTP response to HTTPS client",
      "tls: first record does not look like a TLS handshake",
      "OpenSSL: wrong version number (git)",
    ],
    trace: ["after the ClientHello the read returns readable bytes: HTTP/1.1 400 Bad Request, SSH-2.0-…"],
  },
  isNot: [
    {
      cause: "forward-proxy-scheme",
      tell: "there go says `proxyconnect`: HTTPS_PROXY is what has the wrong scheme",
    },
    { cause: "tls-old-version", tell: "there the server does speak TLS" },
    { cause: "connection-closed", tell: "there the server closes without a byte" },
  ],
  fixes: ({ host, failure }) => [
    fix("see what the port speaks", ifKnown(host, `curl -v http://${host}${portOf(failure.url)}/`)),
    fix("have the server speak TLS, or use the port on which it does"),
    failure.role === "direct"
      ? riskyFix(
          "if it is an internal host without TLS: let go fetch from it in clear text",
          ifKnown(host, `go env -w GOINSECURE=${host}`),
          "nobody proves to be that host any more, and the code can be altered on the way",
        )
      : riskyFix(
          "if it is an internal proxy without TLS: say so in GOPROXY",
          ifKnown(host, `go env -w GOPROXY=http://${host}${portOf(failure.url)}`),
          "the connection to the proxy can be read and altered; go.sum and the checksum database still check modules",
        ),
  ],
  links: ["https://go.dev/ref/mod#environment-variables", "https://go.dev/ref/mod#module-proxy"],
  match: (failure) => networkError(failure, "tls-not-tls", "tls-http-answer") && plainMatch,
};

function portOf(url: string | null): string {
  const port = url !== null && URL.canParse(url) ? new URL(url).port : "";
  return port === "" ? "" : `:${port}`;
}
