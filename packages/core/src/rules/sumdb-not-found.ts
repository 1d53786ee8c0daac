import { ifKnown } from "./commands.ts";
import { databaseHost, servedByPublicProxy, unknownToDatabase } from "./sumdb-helpers.ts";
import { fix, riskyFix, type Rule } from "./rule.ts";

export const sumdbNotFound: Rule = {
  cause: "sumdb-not-found",
  title: ({ moduleVersion, host }) => `the checksum database ${host} does not know ${moduleVersion}`,
  why:
    "Go checks a module that go.sum does not list yet against the checksum database, which fetches it itself to learn " +
    "its hash. It could not: the tag is new or was moved or deleted, the repository is gone or has become private, or " +
    "the company's proxy serves a module that exists nowhere else.",
  looksLike: {
    log: [
      "verifying module: MOD@VER: reading https://sum.golang.org/lookup/MOD@VER: 404 Not Found (410 Gone until 2021)",
      "verifying go.mod: MOD@VER/go.mod: reading https://sum.golang.org/lookup/…: 404 Not Found",
    ],
    trace: ["the module's .mod or .zip arrives, then data to the database, exit status 1"],
  },
  isNot: [
    {
      cause: "private-module-on-checksum-database",
      tell: "there the module is private: git or a company host serves it",
    },
    { cause: "http-not-found", tell: "there the module proxy answered 404, not the database" },
    { cause: "checksum-mismatch-sumdb", tell: "there the database knows the version with another hash" },
  ],
  fixes: ({ module, moduleVersion, privatePattern, url }) => [
    fix("see what the database says", ifKnown(url, `curl -sS ${url}`)),
    fix(
      "see whether the public mirror has the version; a new tag may take some minutes",
      ifKnown(moduleVersion, `GOPROXY=https://proxy.golang.org go list -m ${moduleVersion}`),
    ),
    fix("take a version that it knows", ifKnown(module, `go list -m -versions ${module}`)),
    riskyFix(
      "if this module is not public after all",
      `go env -w GOPRIVATE='${privatePattern}'`,
      "modules under this pattern are no longer checked against the public record",
    ),
  ],
  links: ["https://go.dev/ref/mod#checksum-database", "https://go.dev/ref/mod#authenticating"],
  outranks: ["http-not-found"],
  match(failure, run) {
    if (!unknownToDatabase(failure)) return null;
    const known = servedByPublicProxy(run, failure.module);
    return {
      role: "checksum-database",
      host: databaseHost(failure, run),
      confidence: known ? "certain" : "likely",
    };
  },
};
