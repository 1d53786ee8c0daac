import type { Failure } from "../model/run.ts";
import { ifKnown } from "./commands.ts";
import { escapeModulePath } from "../pipeline/module-path.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const zipInvalid: Rule = {
  cause: "zip-invalid",
  title: (subject) => `the archive ${ofModule(subject)} is not what go can unpack: ${complaint(subject)}`,
  why:
    "A module's archive has to be a zip file whose entries all lie under MODULE@VERSION/, with file names that every " +
    "operating system accepts, and of 500 MiB at most. This one is not: a proxy has cut it or sent a page instead, or " +
    "the repository holds names that clash, or too much.",
  looksLike: {
    log: [
      "go: zip: not a valid zip file (no module is named)",
      "verifying MOD@VER: zip: not a valid zip file",
      'unzip …: malformed file path "…": invalid char; case-insensitive file name collision: "A" and "a"',
      "zip for MOD@VER has unexpected file NAME; module source tree too large (max size is 524288000 bytes)",
    ],
    trace: ["the .zip is written as .zip123.tmp and read again, then unlinked, exit status 1"],
  },
  isNot: [
    { cause: "cache-corrupt", tell: "there the archive was in the cache before, and unzip names its file" },
    { cause: "transfer-cut", tell: "there go saw that bytes were missing: `unexpected EOF`" },
    { cause: "http-not-a-module", tell: "there the proxy was seen to answer with a page for people" },
  ],
  fixes: (subject) => [
    fix("look at what is served", `curl -sSL ${zipUrl(subject)} | head -c 300 | file -`),
    fix(
      "fetch it from the public mirror, into an empty cache",
      ifKnown(
        subject.moduleVersion,
        `GOMODCACHE=$(mktemp -d) GOPROXY=https://proxy.golang.org go mod download -json ${subject.moduleVersion}`,
      ),
    ),
    fix("if a company proxy keeps a bad copy: have it purged there"),
    fix(
      "if names or size are at fault: only a new version of the module helps",
      ifKnown(subject.module, `go list -m -versions ${subject.module}`),
    ),
  ],
  links: ["https://go.dev/ref/mod#zip-files", "https://go.dev/ref/mod#zip-path-size-constraints"],
  outranks: ["http-wrong-version"],
  match: (failure) => refusedArchive(failure) && plainMatch,
};

function ofModule({ failure, moduleVersion }: Subject): string {
  return failure.module === null ? "of a module" : `of ${moduleVersion}`;
}

function complaint({ failure }: Subject): string {
  const error = refusedArchive(failure);
  return error ? error.text.replace(/^zip: /, "").replace(/\.$/, "") : "not a zip file";
}

function refusedArchive(failure: Failure): { readonly text: string } | null {
  return errorOfKind(failure, "zip-invalid") ?? errorOfKind(failure, "too-large");
}

function zipUrl({ failure, module }: Subject): string {
  if (failure.url !== null) return failure.url;
  const host = failure.host ?? "proxy.golang.org";
  return failure.module === null || failure.version === null
    ? `https://${host}/MODULE/@v/VERSION.zip`
    : `https://${host}/${escapeModulePath(module)}/@v/${failure.version}.zip`;
}
