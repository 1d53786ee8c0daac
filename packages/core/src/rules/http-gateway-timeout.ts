import { answered, fetchTimedOut } from "./http-helpers.ts";
import { plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const httpGatewayTimeout: Rule = {
  cause: "http-gateway-timeout",
  title: ({ host, moduleVersion }) => `${host} did not get ${moduleVersion} from its own source in time`,
  why:
    "A mirror fetches a module from its repository when it is asked for the first time. A large repository, a slow git host " +
    "or a load balancer with a short limit makes it give up: 504, or 404 with `fetch timed out` after about a minute at " +
    "proxy.golang.org. The mirror often finishes by itself, and the next try works.",
  looksLike: {
    log: [
      "reading URL: 504 Gateway Timeout",
      "reading URL: 404 Not Found, server response: not found: fetch timed out",
    ],
    trace: ["the request is sent, and the answer takes 15, 30 or 60 seconds"],
  },
  isNot: [
    { cause: "http-not-found", tell: "there the server response gives another reason" },
    { cause: "http-no-response", tell: "there no answer comes, and go gives up" },
    { cause: "http-server-error", tell: "there the server fails at once: 500, 502, 503" },
  ],
  fixes: ({ module, command }) => [
    fix("run it again in some minutes", command),
    fix(
      "fetch this one module from its repository; its sum is still checked",
      ifKnown(module, `GONOPROXY=${module} ${command}`),
    ),
    fix("if it is your own proxy: raise the time limit of the load balancer in front of it"),
  ],
  links: ["https://go.dev/ref/mod#goproxy-protocol", "https://go.dev/ref/mod#environment-variables"],
  match: (failure) => (answered(failure, 504) || fetchTimedOut(failure) ? plainMatch : null),
};
