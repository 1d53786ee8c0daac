import type { Failure, Run } from "../model/run.ts";
import { placeOf } from "./file-place.ts";
import { type FileTrouble, fileTrouble, hasErrno, localMatch } from "./local-helpers.ts";
import { errorOfKind, within } from "./matching.ts";
import { fix, type Match, type Rule } from "./rule.ts";
import { isGitDenied } from "./vcs-helpers.ts";

export const cachePermission: Rule = {
  cause: "cache-permission",
  title: ({ failure }) =>
    `go may not write its cache at ${fileTrouble(failure)?.path ?? errorOfKind(failure, "vcs")?.dir ?? "the place it is kept"}`,
  why:
    "Go keeps what it downloads and builds in a cache, and this user may not create or open it. A `sudo go …` has made " +
    "it root's, a container runs with --user and the directory belongs to somebody else, or HOME points to a directory " +
    "of another user.",
  looksLike: {
    log: [
      "go: could not create module cache: mkdir DIR: permission denied (1.18 and later)",
      "go: mkdir DIR/cache: permission denied",
      "go: writing go.mod cache: …: permission denied (a warning before the failure)",
      "git fetch … in DIR/cache/vcs/…: error: cannot open FETCH_HEAD: Permission denied",
      "open …/VER.lock: permission denied; failed to initialize build cache at DIR: …: permission denied",
    ],
    trace: ["mkdirat or openat under GOMODCACHE or GOCACHE = -1 EACCES"],
  },
  isNot: [
    { cause: "store-permission", tell: "there the cache is writable and the files of one module are not" },
    { cause: "cache-readonly", tell: "there the words are `read-only file system`: no chown helps" },
    { cause: "home-missing", tell: "there go does not know where the cache is" },
    { cause: "gosum-write-failed", tell: "there the file is go.sum or go.mod of the project" },
  ],
  fixes: () => [
    fix(
      "see whose it is, and who you are",
      'id; ls -ld "$(go env GOMODCACHE)" "$(go env GOMODCACHE)/cache" "$(go env GOCACHE)"',
    ),
    fix(
      "give it back to the user who builds",
      'sudo chown -R "$(id -u):$(id -g)" "$(go env GOMODCACHE)" "$(go env GOCACHE)"',
    ),
    fix("or take caches of your own", 'export GOMODCACHE="$PWD/.cache/mod" GOCACHE="$PWD/.cache/build"'),
  ],
  links: ["https://go.dev/ref/mod#module-cache", "https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching"],
  match(failure, run) {
    const trouble = fileTrouble(failure);
    if (!trouble) return isGitDenied(failure, run, "file-denied") ? localMatch : null;
    const place = placeOf(trouble, run);
    if (place !== "module-cache" && place !== "build-cache") return null;
    if (isStoring(trouble, failure, run)) return null;
    return deniedOrUnusable(trouble);
  },
};

/** EACCES and EPERM; and any other reason why the directory itself could not be made, which is its owner's to mend. */
function deniedOrUnusable(trouble: FileTrouble): Match | null {
  if (hasErrno(trouble, "EACCES", "EPERM")) return localMatch;
  const uncreated = trouble.purpose !== null && hasErrno(trouble, "ENOENT", "ENOTDIR");
  return uncreated ? { ...localMatch, confidence: "likely" } : null;
}

/** True where the cache is there and open, and the files of one version cannot be written or unpacked. */
export function isStoring(trouble: FileTrouble, failure: Failure, run: Run): boolean {
  if (within(failure, "unzip") || placeOf(trouble, run) === "unpacked-module") return true;
  return trouble.path !== null && /\.(?:tmp|partial|ziphash)$/.test(trouble.path);
}
