import { hasErrno, localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const lockUnsupported: Rule = {
  cause: "lock-unsupported",
  title: ({ failure }) =>
    `the file system of ${errorOfKind(failure, "lock")?.path ?? "go's files"} cannot lock files`,
  why:
    "Go locks the files of its caches, and go.mod itself, with flock or fcntl. The file system at hand does not have " +
    "locks, or its lock service does not answer: NFS without lockd, a shared folder of a virtual machine (9p, drvfs, " +
    "vboxsf), the SD card of a phone.",
  looksLike: {
    log: [
      "Lock FILE: no locks available (NFS)",
      "RLock FILE: function not implemented",
      "RLock FILE: operation not supported",
    ],
    trace: ["flock = -1 ENOLCK, ENOSYS or EOPNOTSUPP"],
  },
  isNot: [
    { cause: "lock-wait", tell: "there the lock works, and another process has it" },
    { cause: "cache-permission", tell: "there the file cannot even be opened" },
  ],
  fixes: ({ failure }) => [
    fix(
      "see what kind of file system it is",
      `findmnt -T "$(dirname ${errorOfKind(failure, "lock")?.path ?? "FILE"})"`,
    ),
    fix(
      "keep go's caches on a local disk",
      "export GOPATH=/local/go GOMODCACHE=/local/go/pkg/mod GOCACHE=/local/go-build",
    ),
    fix("if go.mod itself is on it: move the project to a local disk"),
    fix("on NFS: have lockd running, or mount with locks kept on this machine (local_lock=all, nolock)"),
  ],
  links: [
    "https://go.dev/ref/mod#module-cache",
    "https://github.com/golang/go/issues/37461",
    "https://github.com/golang/go/issues/48572",
  ],
  match: (failure) => {
    const lock = errorOfKind(failure, "lock");
    return lock && !ofOtherRules(lock) ? localMatch : null;
  },
};

/** No right to the file, no space and no descriptors say nothing of locks. */
function ofOtherRules(lock: { operation: string; path: string; errno: string }): boolean {
  const trouble = { ...lock, purpose: null };
  return hasErrno(
    trouble,
    "EACCES",
    "EPERM",
    "EROFS",
    "ENOENT",
    "ENOSPC",
    "EDQUOT",
    "EMFILE",
    "ENFILE",
    "ENOMEM",
  );
}
