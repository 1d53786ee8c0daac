import { answerStatus, answered, fetchTimedOut } from "./http-helpers.ts";
import { plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const httpServerError: Rule = {
  cause: "http-server-error",
  title: ({ host, failure }) => `${host} has trouble of its own (${answerStatus(failure) ?? "5xx"})`,
  why:
    "The server, or the load balancer in front of it, failed. It is no statement about the module: the same request may work " +
    "later. Go does not try again, and it takes 5xx for an error, not for `not found`: after a `,` it does not ask the next " +
    "element of GOPROXY.",
  looksLike: {
    log: ["reading URL: 500 Internal Server Error (502 Bad Gateway, 503 Service Unavailable)"],
    trace: ["encrypted; over plain http HTTP/1.1 503 can be read"],
  },
  isNot: [
    {
      cause: "forward-proxy-denied",
      tell: 'there go prints `Get "URL": Service Unavailable`, without the number',
    },
    { cause: "http-gateway-timeout", tell: "there the server gave up waiting: 504, or `fetch timed out`" },
    { cause: "sumdb-supported-error", tell: "there the URL ends in /sumdb/…/supported" },
  ],
  fixes: ({ url, failure, command }) => [
    fix("run it again later: what had arrived is in the module cache", command),
    fix("see whether it fails for another client too", ifKnown(url, `curl -v '${url}'`)),
    fix("look into the server's log, or tell whoever runs it"),
    ...(failure.role === "module-proxy"
      ? [
          fix(
            "let go use the next element after any error: `|` instead of `,`",
            "go env -w GOPROXY='https://goproxy.corp.example|https://proxy.golang.org,direct'",
          ),
        ]
      : []),
  ],
  links: ["https://go.dev/ref/mod#goproxy-protocol", "https://go.dev/ref/mod#environment-variables"],
  match: (failure) => (answered(failure, 500, 502, 503) && !fetchTimedOut(failure) ? plainMatch : null),
};
