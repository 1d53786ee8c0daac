import type { Failure, Run } from "../model/run.ts";
import { again } from "./commands.ts";
import { fileTrouble, hasErrno, localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";
import { complaint } from "./vcs-helpers.ts";

export const fdExhausted: Rule = {
  cause: "fd-exhausted",
  title: ({ failure }) => {
    const path = fileTrouble(failure)?.path;
    return path
      ? `too many open files: ${path} could not be opened`
      : "too many open files: the limit of this process is reached";
  },
  why:
    "Each open file and each connection needs a descriptor, and the limit for this process (ulimit -n) or for the whole " +
    "machine is reached. Go fetches and unpacks many modules at once, so a limit of 256 (macOS) or a tight one in a " +
    "container is soon too low.",
  looksLike: {
    log: [
      "open FILE: too many open files",
      "dial tcp IP:443: socket: too many open files",
      "fork/exec /usr/bin/git: too many open files",
      "too many open files in system: the whole machine's limit",
    ],
    trace: ["openat, socket, pipe2 = -1 EMFILE (this process) or ENFILE (the machine)"],
  },
  isNot: [
    { cause: "disk-full", tell: "there the words are `no space left on device`" },
    { cause: "out-of-memory", tell: "there the words are `cannot allocate memory`" },
  ],
  fixes: (subject) => [
    fix("see the limit, and raise it for this shell", "ulimit -n; ulimit -n 4096"),
    fix("in Docker", "docker run --ulimit nofile=65536:65536 …"),
    fix(
      "or let go do less at once (cmdgonetlimit: 1.21 and later)",
      again(subject, "GODEBUG=cmdgonetlimit=4 GOMAXPROCS=2"),
    ),
    fix(
      "for `in system`: see who holds them",
      "cat /proc/sys/fs/file-nr; lsof | awk '{print $1}' | sort | uniq -c | sort -n | tail",
    ),
  ],
  links: ["https://pkg.go.dev/cmd/go#hdr-Environment_variables"],
  match: (failure, run) => (ranOut(failure, run) ? localMatch : null),
};

function ranOut(failure: Failure, run: Run): boolean {
  const trouble = fileTrouble(failure);
  if (trouble) return hasErrno(trouble, "EMFILE", "ENFILE");
  return (
    errorOfKind(failure, "network")?.reason === "too-many-files" ||
    complaint(failure, run, "too-many-files") !== null
  );
}
