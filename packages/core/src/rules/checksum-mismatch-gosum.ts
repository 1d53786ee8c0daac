import { ifKnown } from "./commands.ts";
import { serverOf } from "../pipeline/route.ts";
import { errorOfKind } from "./matching.ts";
import { fix, riskyFix, type Rule } from "./rule.ts";

export const checksumMismatchGosum: Rule = {
  cause: "checksum-mismatch-gosum",
  title: ({ moduleVersion }) => `what was downloaded as ${moduleVersion} is not what go.sum recorded`,
  why:
    "go.sum remembers the hash of each module version from the first time it was seen. The bytes that came now differ: " +
    "the tag was moved, a proxy keeps a bad copy, proxy and repository build different zips, or go.sum was edited by " +
    "hand. Go refuses them, whoever is right.",
  looksLike: {
    log: [
      "verifying MOD@VER: checksum mismatch, then `downloaded:` and `go.sum:` (go.work.sum: in a workspace)",
    ],
    trace: ["the zip or go.mod is complete, go.sum is read, exit status 1 without another request"],
  },
  isNot: [
    {
      cause: "checksum-mismatch-sumdb",
      tell: "there the other hash is the checksum database's, and go.sum had none",
    },
    {
      cause: "http-not-a-module",
      tell: "a login page kept as go.mod mismatches too: look at what was served",
    },
  ],
  fixes: ({ moduleVersion }) => [
    fix(
      "find out who differs: fetch it from the public mirror into an empty cache, and compare the hashes",
      ifKnown(
        moduleVersion,
        `GOMODCACHE=$(mktemp -d) GOPROXY=https://proxy.golang.org GOFLAGS=-mod=mod go mod download -json ${moduleVersion}`,
      ),
    ),
    fix(
      "if a company proxy keeps a bad copy: have it purged there, then clean this machine's",
      "go clean -modcache",
    ),
    fix("if the author moved the tag: ask for a new version, and require that one"),
    riskyFix(
      "if you have made sure that the new content is right: drop the old line from go.sum and record the new one",
      "go mod tidy",
      "go.sum then trusts whatever is served now",
    ),
  ],
  links: ["https://go.dev/ref/mod#authenticating", "https://go.dev/ref/mod#go-sum-files"],
  match(failure, run) {
    const error = errorOfKind(failure, "checksum-mismatch");
    if (!error || error.against === "checksum-database") return null;
    return serverOf(run, failure.module) ?? { role: null, host: null };
  },
};
