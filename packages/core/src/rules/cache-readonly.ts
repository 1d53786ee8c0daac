import { again } from "./commands.ts";
import { placeOf, type Place } from "./file-place.ts";
import { fileTrouble, hasErrno, localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";
import { isGitDenied } from "./vcs-helpers.ts";

const caches: ReadonlySet<Place> = new Set(["module-cache", "unpacked-module", "build-cache"]);

export const cacheReadonly: Rule = {
  cause: "cache-readonly",
  title: ({ failure }) =>
    `go's cache is on a read-only file system: ${fileTrouble(failure)?.path ?? errorOfKind(failure, "vcs")?.dir ?? "nothing can be written"}`,
  why:
    "Go has to write what it downloads into GOMODCACHE and what it compiles into GOCACHE, and the file system there is " +
    "mounted read-only: a container with a read-only root, a volume mounted with :ro, a sandbox of a build tool. Nobody's " +
    "permissions change that.",
  looksLike: {
    log: [
      "go: could not create module cache: mkdir DIR: read-only file system (1.18 and later)",
      "go: mkdir DIR/cache: read-only file system",
      "go: writing stat cache: …: read-only file system (a warning before the failure)",
    ],
    trace: ["mkdirat or openat for writing = -1 EROFS under GOMODCACHE or GOCACHE"],
  },
  isNot: [
    { cause: "cache-permission", tell: "there the words are `permission denied`: chown helps" },
    { cause: "gosum-write-failed", tell: "there the read-only file is go.sum or go.mod of the project" },
    { cause: "temp-dir-not-writable", tell: "there it is the directory for temporary files" },
  ],
  fixes: (subject) => [
    fix("see how it is mounted", 'findmnt -T "$(go env GOMODCACHE)"'),
    fix(
      "point the caches to a place that can be written: a volume, a tmpfs",
      "export GOMODCACHE=/writable/mod GOCACHE=/writable/build",
    ),
    fix(
      "or fill the cache, or vendor/, while the image is built, and build without fetching",
      again(subject, "GOFLAGS=-mod=vendor"),
    ),
  ],
  links: ["https://go.dev/ref/mod#module-cache", "https://go.dev/ref/mod#vendoring"],
  match(failure, run) {
    const trouble = fileTrouble(failure);
    if (isGitDenied(failure, run, "file-readonly")) return localMatch;
    return trouble && hasErrno(trouble, "EROFS") && caches.has(placeOf(trouble, run)) ? localMatch : null;
  },
};
