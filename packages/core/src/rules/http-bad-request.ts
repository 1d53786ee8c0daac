import { answered } from "./http-helpers.ts";
import { plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const httpBadRequest: Rule = {
  cause: "http-bad-request",
  title: ({ host }) => `${host} does not understand what go asked for (400)`,
  why:
    "The server is there and does not know this kind of request. Mostly GOPROXY misses a part of the path: Artifactory wants " +
    "/api/go/REPOSITORY, Nexus /repository/NAME, GitLab /api/v4/projects/ID/packages/go. A module path or version with " +
    "characters that the server does not expect gives 400 as well.",
  looksLike: {
    log: ["reading URL: 400 Bad Request, with a server response such as `invalid escaped module path`"],
    trace: ["the request and its answer are encrypted; over plain http HTTP/1.1 400 can be read"],
  },
  isNot: [
    { cause: "sumdb-supported-error", tell: "there the URL ends in /sumdb/…/supported" },
    { cause: "http-not-found", tell: "there the server understood and does not have it: 404 or 410" },
  ],
  fixes: ({ url }) => [
    fix("see which URLs go builds from GOPROXY", "go env GOPROXY"),
    fix("see the server's own words", ifKnown(url, `curl -v '${url}'`)),
    fix(
      "give GOPROXY the whole base path that the server's manual names",
      "go env -w GOPROXY=https://HOST/api/go/REPOSITORY,direct",
    ),
  ],
  links: ["https://go.dev/ref/mod#goproxy-protocol", "https://go.dev/ref/mod#environment-variables"],
  match: (failure) => (answered(failure, 400) ? plainMatch : null),
};
