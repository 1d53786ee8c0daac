import { again } from "./commands.ts";
import { placeOf } from "./file-place.ts";
import { fileTrouble, hasErrno, localMatch } from "./local-helpers.ts";
import { fix, type Rule } from "./rule.ts";

export const tempDirNotWritable: Rule = {
  cause: "temp-dir-not-writable",
  title: ({ failure }) => {
    const trouble = fileTrouble(failure);
    return `go cannot write its temporary files${trouble?.path ? ` at ${trouble.path}` : ""}: ${trouble?.errno ?? "no access"}`;
  },
  why:
    "Go compiles, and unpacks what git gave it, in a directory of its own under TMPDIR (or GOTMPDIR, or /tmp). That " +
    "directory does not exist or may not be written: TMPDIR is left over from another machine or user, or /tmp is " +
    "missing or read-only in a small container.",
  looksLike: {
    log: [
      "go: creating work dir: mkdir /tmp/go-build123: permission denied",
      "go: creating work dir: stat DIR: no such file or directory",
      "open /tmp/go-codehost-123: permission denied",
    ],
    trace: ["mkdirat or openat under TMPDIR = -1 ENOENT, EACCES or EROFS"],
  },
  isNot: [
    { cause: "disk-full", tell: "there the directory is right and has no space left" },
    { cause: "cache-permission", tell: "there the directory is the module cache or the build cache" },
  ],
  fixes: (subject) => [
    fix("see what it is set to", 'echo "$TMPDIR"; go env GOTMPDIR; ls -ld "${TMPDIR:-/tmp}"'),
    fix("set it to a directory that you may write", again(subject, 'TMPDIR="$(mktemp -d -p "$HOME")"')),
    fix(
      "in a container: make /tmp, with the mode that it has everywhere",
      "mkdir -p /tmp && chmod 1777 /tmp",
    ),
  ],
  links: ["https://pkg.go.dev/cmd/go#hdr-Environment_variables", "https://pkg.go.dev/os#TempDir"],
  match(failure, run) {
    const trouble = fileTrouble(failure);
    if (!trouble || placeOf(trouble, run) !== "temp-dir") return null;
    return hasErrno(trouble, "EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR") ? localMatch : null;
  },
};
