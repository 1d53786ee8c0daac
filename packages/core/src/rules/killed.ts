import { again } from "./commands.ts";
import { endedBy } from "./signal-helpers.ts";
import { fix, type Rule } from "./rule.ts";

export const killed: Rule = {
  cause: "killed",
  title: ({ command, failure }) =>
    failure.host === null
      ? `${command} was killed (SIGKILL)`
      : `${command} was killed (SIGKILL) while it dealt with ${failure.host}`,
  why:
    "Something ended the process with SIGKILL, which it can neither catch nor report. The kernel does so when memory " +
    "runs out, a container's runtime when its memory limit or its time to stop is over, a CI system when a job takes too " +
    "long. What go was waiting for at that moment is where the time went.",
  looksLike: {
    log: [
      "the log stops in the middle; the shell prints `Killed`, status 137",
      "PKG: …/compile: signal: killed",
    ],
    trace: ["+++ killed by SIGKILL +++, without a kill() in the trace"],
  },
  isNot: [
    { cause: "terminated", tell: "there it is SIGTERM, status 143: CI systems send that first" },
    { cause: "out-of-memory", tell: "there go was refused memory and says so" },
    { cause: "interrupted", tell: "there it is SIGINT: Ctrl-C" },
  ],
  fixes: (subject) => [
    fix(
      "see whether it was memory",
      "dmesg -T | grep -i -E 'out of memory|oom-kill'; cat /sys/fs/cgroup/memory.events",
    ),
    fix("give the job more memory, or compile less at once", again(subject, "GOFLAGS=-p=1 GOMEMLIMIT=1GiB")),
    fix("if it was a time limit: see what it waited for, in this report and with -x", "go mod download -x"),
  ],
  links: ["https://pkg.go.dev/runtime#hdr-Environment_Variables", "https://go.dev/doc/gc-guide"],
  match: (failure, run) => endedBy(failure, run, "SIGKILL"),
};
