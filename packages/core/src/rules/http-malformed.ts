import { networkError, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const httpMalformed: Rule = {
  cause: "http-malformed",
  title: ({ host }) => `the answer of ${host} is not HTTP that go can read`,
  why:
    "Something answered, and what it said breaks the rules of HTTP. The port belongs to another service (SSH, Redis, a " +
    "database), or a proxy on the way damages headers, chunks or compressed bodies.",
  looksLike: {
    log: [
      'net/http: HTTP/1.x transport connection broken: malformed HTTP response "SSH-2.0-…"',
      "malformed HTTP status code, malformed chunked encoding, gzip: invalid header",
    ],
    trace: ["over plain http the answer's first bytes can be read, and are not HTTP/1.1"],
  },
  isNot: [
    { cause: "tls-not-tls", tell: "there https was spoken to a port without TLS" },
    { cause: "http2-stream-error", tell: "there HTTP/2 was agreed on, and then broke" },
    { cause: "http-not-a-module", tell: "there HTTP is in order, and the content is not" },
  ],
  fixes: ({ url }) => [
    fix("see what answers there", ifKnown(url, `curl -v '${url}'`)),
    fix("check host and port in GOPROXY", "go env GOPROXY"),
    fix("try from another network, to see whether a proxy on the way is at fault"),
  ],
  links: ["https://go.dev/ref/mod#goproxy-protocol"],
  match: (failure) => networkError(failure, "http-malformed") && plainMatch,
};
