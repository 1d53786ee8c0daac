import { isStoring } from "./cache-permission.ts";
import { fileTrouble, hasErrno, localMatch } from "./local-helpers.ts";
import { fix, type Rule } from "./rule.ts";

export const storePermission: Rule = {
  cause: "store-permission",
  title: ({ failure, moduleVersion }) =>
    `${moduleVersion} was fetched and cannot be stored: ${fileTrouble(failure)?.path ?? "its directory"} may not be written`,
  why:
    "The module cache is there, and the directory of this module belongs to another user: somebody has fetched another " +
    "version of it with sudo or in a container with another user id. Go makes unpacked modules read-only (mode 0555), " +
    "so a copy of a cache may also have lost what go needs to write beside them.",
  looksLike: {
    log: [
      "-> unzip …/VER.zip: mkdir $GOMODCACHE/MOD@VER: permission denied",
      "open …/@v/VER.zip123.tmp: permission denied",
    ],
    trace: ["the .zip arrives, then mkdirat, openat or renameat under GOMODCACHE = -1 EACCES"],
  },
  isNot: [
    { cause: "cache-permission", tell: "there the cache as a whole cannot be created or opened" },
    { cause: "cache-readonly", tell: "there the words are `read-only file system`" },
    { cause: "disk-full", tell: "there the words are `no space left on device`" },
  ],
  fixes: () => [
    fix(
      "see what in the cache is not yours",
      'find "$(go env GOMODCACHE)" ! -user "$(id -un)" -maxdepth 4 | head',
    ),
    fix("give it back to the user who builds", 'sudo chown -R "$(id -u):$(id -g)" "$(go env GOMODCACHE)"'),
    fix("or take a cache of your own", 'export GOMODCACHE="$PWD/.cache/mod"'),
  ],
  links: ["https://go.dev/ref/mod#module-cache"],
  match(failure, run) {
    const trouble = fileTrouble(failure);
    if (!trouble || !hasErrno(trouble, "EACCES", "EPERM")) return null;
    return isStoring(trouble, failure, run) ? localMatch : null;
  },
};
