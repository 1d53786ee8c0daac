import { settingOf } from "../pipeline/settings.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const gosumdbMalformed: Rule = {
  cause: "gosumdb-malformed",
  title: ({ failure, run }) => {
    const value = errorOfKind(failure, "gosumdb-malformed")?.value ?? settingOf(run, "GOSUMDB")?.value;
    return value === undefined
      ? "go cannot make sense of GOSUMDB"
      : `go cannot make sense of GOSUMDB: ${value}`;
  },
  why:
    "GOSUMDB holds the name of a checksum database, with its public key unless Go knows it, and optionally the URL to " +
    "reach it by: `NAME+HASH+KEY URL`. A key that was cut, a URL where the name belongs or a missing quote in a shell " +
    "script make it unreadable, and go does not guess whom to trust.",
  looksLike: {
    log: [
      "invalid GOSUMDB: malformed verifier id",
      "missing GOSUMDB",
      "invalid sumdb name (must be host[/path]): VALUE",
      "invalid GOSUMDB URL: …",
    ],
    trace: ["the module's .mod may be downloaded, then exit status 1 without a request to the database"],
  },
  isNot: [
    {
      cause: "sumdb-inconsistent",
      tell: "there the value is readable, and what the database signed does not verify",
    },
    {
      cause: "toolchain-download-failed",
      tell: "GOSUMDB=off is a valid value, which only toolchain downloads refuse",
    },
  ],
  fixes: () => [
    fix(
      "see the value, and whether the environment or go's own file sets it",
      "go env GOSUMDB; go env GOENV; env | grep GOSUMDB",
    ),
    fix("go back to the default, the public database", "go env -u GOSUMDB; unset GOSUMDB"),
    fix(
      "for the mirror of the database in China, the name is enough",
      "go env -w GOSUMDB=sum.golang.google.cn",
    ),
  ],
  links: ["https://go.dev/ref/mod#environment-variables", "https://go.dev/ref/mod#checksum-database"],
  match: (failure) => errorOfKind(failure, "gosumdb-malformed") && localMatch,
};
