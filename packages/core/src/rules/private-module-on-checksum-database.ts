import { databaseHost, privacyOf, unknownToDatabase } from "./sumdb-helpers.ts";
import { fix, riskyFix, type Rule } from "./rule.ts";

export const privateModuleOnChecksumDatabase: Rule = {
  cause: "private-module-on-checksum-database",
  title: ({ module, host }) =>
    `${module} is private, and go asked the checksum database ${host} for it: GONOSUMDB does not cover it`,
  why:
    "Go checks a module that go.sum does not list yet against the public checksum database, unless GONOSUMDB, or " +
    "GOPRIVATE as its default, covers the path. The module itself was fetched; the database cannot see a private " +
    "repository and answers 404 or 410. GONOPROXY alone only keeps the module from the proxies.",
  looksLike: {
    log: [
      "verifying module: MOD@VER: reading https://sum.golang.org/lookup/MOD@VER: 404 Not Found (410 Gone until 2021)",
      "server response: … fatal: could not read Username …: the database's git, not the one here",
    ],
    trace: ["git or a company proxy serves the module, then a connection to the database, exit status 1"],
  },
  isNot: [
    {
      cause: "sumdb-not-found",
      tell: "there the module is public: a public mirror has it, or the tag is new",
    },
    { cause: "private-module-on-public-proxy", tell: "there already the download failed, at a public proxy" },
    {
      cause: "vcs-auth-https",
      tell: "git's words inside `server response:` come from the database's machine",
    },
  ],
  fixes: ({ privatePattern, module }) => [
    fix(
      "tell go which modules are private: for the proxies and for the database",
      `go env -w GOPRIVATE='${privatePattern}'`,
    ),
    fix("in CI or a Dockerfile set it for the job", `export GOPRIVATE='${privatePattern}'`),
    riskyFix(
      "if the proxies are to see them and only the database is not",
      `go env -w GONOSUMDB='${privatePattern}'`,
      `what a proxy serves as ${module} is no longer checked against the public record`,
    ),
  ],
  links: ["https://go.dev/ref/mod#private-modules", "https://go.dev/ref/mod#checksum-database"],
  outranks: ["sumdb-not-found", "http-not-found"],
  match(failure, run) {
    const answer = unknownToDatabase(failure);
    const privacy = answer && privacyOf(failure, run, answer);
    if (!privacy) return null;
    return { role: "checksum-database", host: databaseHost(failure, run), confidence: privacy };
  },
};
