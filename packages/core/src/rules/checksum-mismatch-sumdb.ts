import { ifKnown } from "./commands.ts";
import { serverOf } from "../pipeline/route.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, riskyFix, type Rule } from "./rule.ts";

export const checksumMismatchSumdb: Rule = {
  cause: "checksum-mismatch-sumdb",
  title: ({ failure, moduleVersion }) =>
    `what was downloaded as ${moduleVersion} is not what ${database(failure)} recorded for the world`,
  why:
    "The checksum database keeps the hash that a version had when it was first seen, for good. What came now differs: " +
    "the author moved the tag after that, or a proxy on the way serves altered bytes. go.sum did not list the version " +
    "yet, so only the database noticed.",
  looksLike: {
    log: [
      "MOD@VER: verifying module: checksum mismatch, then `downloaded:` and `sum.golang.org:`",
      "This download does NOT match the one reported by the checksum server.",
    ],
    trace: ["the .zip or .mod is complete, then lookup and tiles of the database, exit status 1"],
  },
  isNot: [
    {
      cause: "checksum-mismatch-gosum",
      tell: "there the other hash stands in go.sum, and the database is not asked",
    },
    { cause: "sumdb-inconsistent", tell: "there the database's own signature is at fault" },
    {
      cause: "http-not-a-module",
      tell: "a login page kept as go.mod mismatches too: look at what was served",
    },
  ],
  fixes: ({ module, moduleVersion }) => [
    fix(
      "find out who differs: fetch it from the public mirror into an empty cache",
      ifKnown(
        moduleVersion,
        `GOMODCACHE=$(mktemp -d) GOPROXY=https://proxy.golang.org GOFLAGS=-mod=mod go mod download -json ${moduleVersion}`,
      ),
    ),
    fix("if that works: your proxy, or your cache, has other bytes; purge them", "go clean -modcache"),
    fix(
      "if the tag was moved: ask the author for a new version, or take another one",
      ifKnown(module, `go list -m -versions ${module}`),
    ),
    riskyFix(
      "if you know both contents and want the new one",
      ifKnown(module, `GONOSUMDB=${module} go mod download ${moduleVersion}`),
      "go.sum then trusts whatever is served now, against the public record",
    ),
  ],
  links: ["https://go.dev/ref/mod#authenticating", "https://go.dev/ref/mod#checksum-database"],
  match(failure, run) {
    const error = errorOfKind(failure, "checksum-mismatch");
    if (error?.against !== "checksum-database") return null;
    if (failure.role === "toolchain") return plainMatch;
    return serverOf(run, failure.module) ?? { role: null, host: null };
  },
};

function database(failure: Parameters<typeof errorOfKind>[0]): string {
  return errorOfKind(failure, "checksum-mismatch")?.database ?? "the checksum database";
}
