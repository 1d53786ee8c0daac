import type { Failure, Run } from "../model/run.ts";
import { again } from "./commands.ts";
import { placeOf } from "./file-place.ts";
import { fileTrouble, hasErrno, localMatch } from "./local-helpers.ts";
import { errorOfKind, within } from "./matching.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const gosumWriteFailed: Rule = {
  cause: "gosum-write-failed",
  title: ({ failure }) => {
    const trouble = fileTrouble(failure);
    return `go has to change ${isGomod(failure) ? "go.mod" : "go.sum"} and may not${trouble ? `: ${trouble.errno}` : ""}`;
  },
  why:
    "The command has found checksums or requirements that are not written down yet, and the project's directory cannot " +
    "be written: the sources are mounted read-only into the container, or belong to another user.",
  looksLike: {
    log: [
      "go: updating go.sum: open FILE: permission denied",
      "go: updating go.sum: open FILE: read-only file system",
    ],
    trace: ["openat of go.sum for writing = -1 EACCES or EROFS, at the end of a run that fetched"],
  },
  isNot: [
    { cause: "missing-gosum-entry", tell: "there go would not write go.sum even if it could: -mod=readonly" },
    { cause: "cache-permission", tell: "there the file is in the module cache" },
    { cause: "disk-full", tell: "there the words are `no space left on device`" },
  ],
  fixes: (subject) => [
    fix("write both files where that is allowed, and commit them", "go mod tidy"),
    fix("then build without changing them", again(subject, "GOFLAGS=-mod=readonly")),
    fix("or mount the sources writable, for the user who builds", "ls -ld . go.mod go.sum; id"),
  ],
  links: ["https://go.dev/ref/mod#go-sum-files", "https://go.dev/ref/mod#build-commands"],
  match: (failure, run) => whileWriting(failure) ?? deniedGosum(failure, run),
};

function whileWriting(failure: Failure): Match | null {
  if (errorOfKind(failure, "gosum-write") || within(failure, "gosum-write")) return localMatch;
  return isGomod(failure) ? { ...localMatch, confidence: "likely" } : null;
}

function isGomod(failure: Failure): boolean {
  return errorOfKind(failure, "gomod-write") !== null || within(failure, "gomod-write");
}

function deniedGosum(failure: Failure, run: Run): Match | null {
  const trouble = fileTrouble(failure);
  if (!trouble || !hasErrno(trouble, "EACCES", "EROFS") || placeOf(trouble, run) !== "go.sum") return null;
  return { ...localMatch, confidence: "likely" };
}
