import type { Failure, Run } from "../model/run.ts";
import { placeOf } from "./file-place.ts";
import { fileTrouble, hasErrno, localMatch } from "./local-helpers.ts";
import { errorOfKind, within } from "./matching.ts";
import { fix, riskyFix, type Match, type Rule } from "./rule.ts";

export const syscallBlocked: Rule = {
  cause: "syscall-blocked",
  title: ({ failure }) => {
    const path = fileTrouble(failure)?.path;
    return `a sandbox forbids what go has to do${path ? `: starting ${path}` : ""}`;
  },
  why:
    "A filter on system calls (seccomp, of Docker, Podman, systemd or a build sandbox) answered `operation not " +
    "permitted`, or ended the process. Old filters do not know calls that newer Go, git and libc make (clone3, " +
    "faccessat2, pidfd_open) and refuse them.",
  looksLike: {
    log: [
      "fork/exec /usr/bin/git: operation not permitted",
      "dial tcp IP:443: socket: operation not permitted",
      "runtime/cgo: pthread_create failed: Operation not permitted",
      "signal: bad system call",
    ],
    trace: ["clone3, pidfd_open, faccessat2, socket = -1 EPERM; or +++ killed by SIGSYS +++"],
  },
  isNot: [
    { cause: "connect-denied", tell: "there only the connection to one address is forbidden" },
    { cause: "tracer-denied", tell: "there strace itself may not trace" },
    { cause: "cache-permission", tell: "there a file of the cache belongs to another user" },
  ],
  fixes: () => [
    fix("see which call is refused", "strace -f -e status=failed go version 2>&1 | grep EPERM"),
    fix("bring Docker, libseccomp and the host's kernel up to date: newer profiles know the calls"),
    fix("under systemd: look at SystemCallFilter and RestrictAddressFamilies of the unit"),
    riskyFix(
      "to make sure that it is the filter, once: run without it",
      "docker run --security-opt seccomp=unconfined …",
      "the container may then make any system call",
    ),
  ],
  links: ["https://pkg.go.dev/cmd/go", "https://docs.docker.com/engine/security/seccomp/"],
  match: (failure, run) => forbidden(failure, run),
};

function forbidden(failure: Failure, run: Run): Match | null {
  if (errorOfKind(failure, "signal")?.signal === "SIGSYS") return localMatch;
  const refused =
    errorOfKind(failure, "network")?.reason === "not-permitted" ||
    errorOfKind(failure, "crash")?.reason === "forbidden";
  if (refused) return { ...localMatch, confidence: "likely" };
  if (within(failure, "toolchain-exec")) return null;
  const trouble = fileTrouble(failure);
  const starting = trouble?.operation === "fork/exec" && placeOf(trouble, run) === "elsewhere";
  return starting && hasErrno(trouble, "EPERM") ? { ...localMatch, confidence: "likely" } : null;
}
