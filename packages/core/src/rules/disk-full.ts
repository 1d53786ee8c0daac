import { placeOf } from "./file-place.ts";
import { fileTrouble, hasErrno, localMatch } from "./local-helpers.ts";
import { complaint } from "./vcs-helpers.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const diskFull: Rule = {
  cause: "disk-full",
  title: (subject) => `no space left for ${where(subject)}`,
  why:
    "The file system that go writes to is full, or the user's quota is used up. Go keeps each module twice, as an " +
    "archive and unpacked. A file system can also run out of inodes while it has bytes to spare, and a small tmpfs on " +
    "/tmp or /root counts on its own.",
  looksLike: {
    log: [
      'read "https://PROXY/…/VER.zip": write …/VER.zip123.tmp: no space left on device',
      "unzip …/VER.zip: write FILE: no space left on device",
      "disk quota exceeded, in the same places",
    ],
    trace: ["write, pwrite64, mkdirat or ftruncate = -1 ENOSPC or EDQUOT"],
  },
  isNot: [
    { cause: "transfer-cut", tell: 'there the bytes stopped coming: `read "URL": unexpected EOF`' },
    { cause: "cache-readonly", tell: "there the words are `read-only file system`" },
    { cause: "zip-invalid", tell: "there the archive arrived whole and is no archive" },
  ],
  fixes: (subject) => [
    fix(
      "see what is full, in bytes and in inodes",
      `df -h ${directory(subject)}; df -i ${directory(subject)}`,
    ),
    fix(
      "make room: compiled packages and test results come back by themselves",
      "go clean -cache -testcache -fuzzcache",
    ),
    fix(
      "or keep modules and temporary files on a larger disk",
      "export GOMODCACHE=/big/gomod GOTMPDIR=/big/tmp TMPDIR=/big/tmp",
    ),
    fix("or drop all downloaded modules: they are fetched again", "go clean -modcache"),
  ],
  links: ["https://go.dev/ref/mod#module-cache", "https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching"],
  outranks: ["gosum-write-failed"],
  match(failure, run) {
    const trouble = fileTrouble(failure);
    if (trouble && hasErrno(trouble, "ENOSPC", "EDQUOT")) return localMatch;
    return complaint(failure, run, "disk-full") && localMatch;
  },
};

function directory({ failure, run }: Subject): string {
  const trouble = fileTrouble(failure);
  return trouble && placeOf(trouble, run) === "temp-dir" ? '"${TMPDIR:-/tmp}"' : '"$(go env GOMODCACHE)"';
}

function where({ failure, run, moduleVersion }: Subject): string {
  const trouble = fileTrouble(failure);
  const path = trouble?.path;
  if (failure.module !== null) return `${moduleVersion}${path ? `: ${path}` : ""}`;
  if (path) return path;
  return trouble && placeOf(trouble, run) === "temp-dir" ? "temporary files" : "the module cache";
}
