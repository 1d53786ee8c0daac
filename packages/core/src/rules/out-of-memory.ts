import type { Failure, Run } from "../model/run.ts";
import { again } from "./commands.ts";
import { fileTrouble, hasErrno, localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";
import { complaint } from "./vcs-helpers.ts";

export const outOfMemory: Rule = {
  cause: "out-of-memory",
  title: ({ command }) => `${command} was refused memory by the system`,
  why:
    "Go, its compiler or git asked for memory and did not get it: the container's limit, a ulimit -v, or the machine's " +
    "memory and swap are used up. Go compiles as many packages at once as there are processors, and large git histories " +
    "cost memory too.",
  looksLike: {
    log: [
      "fatal error: runtime: out of memory; runtime: cannot allocate memory",
      "fork/exec …/compile: cannot allocate memory",
      "fatal: Out of memory, malloc failed (git)",
    ],
    trace: ["mmap, clone or fork = -1 ENOMEM"],
  },
  isNot: [
    {
      cause: "killed",
      tell: "there the kernel or the container ended the process with SIGKILL, without a word",
    },
    { cause: "fd-exhausted", tell: "there the words are `too many open files`" },
    { cause: "go-crashed", tell: "there go ended by an error of its own" },
  ],
  fixes: (subject) => [
    fix("see the limits", "ulimit -v; cat /sys/fs/cgroup/memory.max; free -m"),
    fix("give the job more memory, or compile less at once", again(subject, "GOFLAGS=-p=1")),
    fix("let go's own processes use less (1.19 and later)", again(subject, "GOMEMLIMIT=1GiB")),
  ],
  links: ["https://pkg.go.dev/runtime#hdr-Environment_Variables", "https://go.dev/doc/gc-guide"],
  match: (failure, run) => (lacksMemory(failure, run) ? localMatch : null),
};

function lacksMemory(failure: Failure, run: Run): boolean {
  if (errorOfKind(failure, "out-of-memory") || complaint(failure, run, "out-of-memory")) return true;
  const trouble = fileTrouble(failure);
  return trouble !== null && hasErrno(trouble, "ENOMEM");
}
