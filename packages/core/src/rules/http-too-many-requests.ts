import { answered } from "./http-helpers.ts";
import { plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const httpTooManyRequests: Rule = {
  cause: "http-too-many-requests",
  title: ({ host }) => `${host} limits the rate of requests (429)`,
  why:
    "Too many requests came from this address or account in a short time. A whole company behind one address, or many CI " +
    "jobs that each start with an empty module cache, add up. Go neither waits nor tries again: the first 429 ends the " +
    "command, and after a `,` it does not ask the next element of GOPROXY.",
  looksLike: {
    log: ["reading URL: 429 Too Many Requests"],
    trace: ["many requests in parallel over one connection; the answers are encrypted"],
  },
  isNot: [
    { cause: "http-forbidden", tell: "there waiting does not help: 403" },
    { cause: "http-server-error", tell: "there the server itself is in trouble: 500, 502, 503" },
  ],
  fixes: ({ command }) => [
    fix("wait some minutes and run it again: what had arrived is in the module cache", command),
    fix("in CI: keep the module cache between jobs", "go env GOMODCACHE"),
    fix("download in one job before the others start", "go mod download"),
    fix(
      "run a module proxy of your own that caches, and name it first",
      "go env -w GOPROXY=https://goproxy.corp.example,direct",
    ),
  ],
  links: ["https://go.dev/ref/mod#module-cache", "https://go.dev/ref/mod#module-proxy"],
  match: (failure) => (answered(failure, 429) ? plainMatch : null),
};
