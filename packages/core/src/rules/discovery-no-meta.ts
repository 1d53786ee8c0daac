import type { Failure } from "../model/run.ts";
import { answered, isDiscovery } from "./http-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const discoveryNoMeta: Rule = {
  cause: "discovery-no-meta",
  title: ({ module, host }) =>
    `${host} does not say where the repository of ${module} is: its page has no go-import tag for it`,
  why:
    "For a path that is not of a well-known host go asks https://PATH?go-get=1 and looks for a go-import meta tag with the " +
    "repository's address. The page has none, has one for another path, or is not there (404). A private repository's page " +
    "is often a login page; GitLab without a token answers for a subgroup as if the first two elements were the project.",
  looksLike: {
    log: [
      'unrecognized import path "P": parse https://P?go-get=1: no go-import meta tags ()',
      "… no go-import meta tags (meta tag X did not match import path P)",
      'unrecognized import path "P": reading https://P?go-get=1: 404 Not Found',
    ],
    trace: ["a connection to the path's own host, then exit status 1 without a run of git"],
  },
  isNot: [
    { cause: "discovery-bad-path", tell: "there the path begins with no host, so nobody was asked" },
    { cause: "vcs-auth-https", tell: "there the repository was found, and git lacks credentials" },
    { cause: "http-unauthorized", tell: "there the host answers 401 instead of a page" },
    { cause: "dns-no-such-host", tell: "there the path's host does not exist" },
  ],
  fixes: ({ module, host }) => [
    fix(
      "see what the host answers",
      ifKnown(module, `curl -sSL 'https://${module}?go-get=1' | grep -i go-import`),
    ),
    fix("check the import path for typos and case"),
    fix(
      "private on GitLab or behind a login: give go a token, which it sends with this question too (~/.netrc)",
      `machine ${host.includes(" ") ? "HOST" : host} login USER password TOKEN`,
    ),
    fix(
      "or say in the path itself where the repository ends, by .git",
      ifKnown(module, `go get ${module}.git`),
    ),
    fix(
      "if the page is your own: add the tag",
      `<meta name="go-import" content="${module} git https://HOST/REPOSITORY">`,
    ),
  ],
  links: ["https://go.dev/ref/mod#vcs-find", "https://go.dev/ref/mod#private-module-repo-auth"],
  match: (failure) => matchOf(failure),
};

function matchOf(failure: Failure): Match | null {
  const error = errorOfKind(failure, "unrecognized-import-path");
  switch (error?.reason) {
    case "no-meta":
    case "meta-mismatch":
    case "bad-meta":
      return {};
    case "other":
    case "fetch":
      return { confidence: "possible" };
    default:
      return errorOfKind(failure, "http-status") && answered(failure, 404, 410) && isDiscovery(failure)
        ? {}
        : null;
  }
}
