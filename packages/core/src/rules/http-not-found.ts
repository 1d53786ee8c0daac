import type { Fix } from "../model/fix.ts";
import { answered, fetchTimedOut, isDiscovery } from "./http-helpers.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule, type Subject } from "./rule.ts";
import { supportedAnswer, unknownToDatabase } from "./sumdb-helpers.ts";

export const httpNotFound: Rule = {
  cause: "http-not-found",
  title: (subject) =>
    isDatabasePage(subject)
      ? `${subject.host} lacks a part of the checksum database that the check of ${subject.moduleVersion} needs`
      : `${subject.host} does not have ${subject.moduleVersion}${reason(subject)}`,
  why:
    "The proxy answered that it has no such module or version. The version was never tagged or the tag not pushed, the path " +
    "has a typo or the wrong case, a major version misses its /v2, or the repository is gone. Go asks the next element of " +
    "GOPROXY after 404 and 410; this was the last one, or none of them has it.",
  looksLike: {
    log: ["reading URL: 404 Not Found (or 410 Gone), server response: not found: MOD@VER: …"],
    trace: ["encrypted; over plain http HTTP/1.1 404 can be read"],
  },
  isNot: [
    {
      cause: "private-module-on-public-proxy",
      tell: "there the module exists and the public proxy cannot see it",
    },
    { cause: "http-gateway-timeout", tell: "there the server response says `fetch timed out`" },
    {
      cause: "sumdb-not-found",
      tell: "there the URL is the checksum database's, and the module itself was fetched",
    },
    { cause: "vcs-unknown-revision", tell: "there go asked the repository itself" },
  ],
  fixes: (subject) => (isDatabasePage(subject) ? databaseFixes(subject) : moduleFixes(subject)),
  links: ["https://go.dev/ref/mod#goproxy-protocol", "https://go.dev/ref/mod#private-modules"],
  match(failure) {
    if (!errorOfKind(failure, "http-status") || !answered(failure, 404, 410) || fetchTimedOut(failure))
      return null;
    if (unknownToDatabase(failure) || supportedAnswer(failure) || failure.role === "toolchain") return null;
    return isDiscovery(failure) ? null : plainMatch;
  },
};

/** A tile, or the newest tree: what the client proves a record with, not the record itself. */
function isDatabasePage({ failure }: Subject): boolean {
  return failure.role === "checksum-database";
}

const databaseFixes = ({ url }: Subject): Fix[] => [
  fix("read the server's own words", ifKnown(url, `curl '${url}'`)),
  fix("ask the database itself, not a proxy in its name", "GOPROXY=direct go mod download"),
  fix(
    "if that looks right: drop this machine's copies of its tree, which are fetched and verified again",
    'rm -rf "$(go env GOPATH)/pkg/sumdb" "$(go env GOMODCACHE)/cache/download/sumdb"',
  ),
];

const moduleFixes = ({ module, url }: Subject): Fix[] => [
  fix("see which versions there are", ifKnown(module, `go list -m -versions ${module}`)),
  fix("read the proxy's own words", ifKnown(url, `curl '${url}'`)),
  fix("check spelling, upper and lower case, and the /v2 of a major version in the path"),
  fix(
    "if the tag is new: push it, then ask for it by its full name",
    ifKnown(module, `go get ${module}@latest`),
  ),
  fix("if the module is private: tell go so, and it asks the repository itself", "go help private"),
];

function reason({ failure }: Subject): string {
  switch (errorOfKind(failure, "http-status")?.serverResponse?.kind) {
    case "unknown-revision":
      return ": no such version or revision";
    case "no-matching-versions":
      return ": no version matches";
    case "unrecognized-import-path":
      return ": the path leads to no repository";
    case "repo-not-found":
    case "git-auth":
      return ": it cannot see the repository";
    default:
      return "";
  }
}
