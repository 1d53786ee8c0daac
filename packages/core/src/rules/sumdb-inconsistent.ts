import { ifKnown } from "./commands.ts";
import { databaseHost } from "./sumdb-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, riskyFix, type Rule } from "./rule.ts";

export const sumdbInconsistent: Rule = {
  cause: "sumdb-inconsistent",
  title: ({ host }) => `what ${host} says as the checksum database does not verify`,
  why:
    "The database signs its tree of records, and go checks the signature and that the tree only grows. Something else " +
    "answered in its name (a captive portal, a mirror with another key, a proxy that rewrites), or the tree head that " +
    "this machine keeps is damaged. In the worst case somebody tampers, so go stops.",
  looksLike: {
    log: [
      "verifying module: …: reading tree note: note has no verifiable signatures",
      "malformed note; malformed record data",
      "SECURITY ERROR, go.sum database server misbehavior detected!",
    ],
    trace: ["requests for lookup and tile go well, $GOPATH/pkg/sumdb/NAME/latest is read, exit status 1"],
  },
  isNot: [
    {
      cause: "checksum-mismatch-sumdb",
      tell: "there the database is believed, and the module is not what it recorded",
    },
    { cause: "gosumdb-malformed", tell: "there go cannot read GOSUMDB's own value" },
    { cause: "sumdb-supported-error", tell: "there a proxy answers the first question with an error" },
  ],
  fixes: ({ host }) => [
    fix("see which database and key are in use", "go env GOSUMDB GOPROXY"),
    fix(
      "see what answers: the first line is the database's name",
      ifKnown(host, `curl -sS https://${host}/latest`),
    ),
    fix(
      "if that looks right: drop this machine's copies of its tree, which are fetched and verified again",
      'rm -rf "$(go env GOPATH)/pkg/sumdb" "$(go env GOMODCACHE)/cache/download/sumdb"',
    ),
    riskyFix(
      "if one company pattern alone is concerned: leave it out of the database",
      "go env -w GONOSUMDB=PATTERN",
      "modules under this pattern are no longer checked against the public record",
    ),
  ],
  links: ["https://go.dev/ref/mod#checksum-database"],
  match(failure, run) {
    if (!errorOfKind(failure, "sumdb-security") && !errorOfKind(failure, "sumdb-note")) return null;
    return { role: "checksum-database", host: databaseHost(failure, run) };
  },
};
