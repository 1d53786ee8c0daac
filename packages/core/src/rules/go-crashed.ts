import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Match, type Rule } from "./rule.ts";
import { ownSignal } from "./signal-helpers.ts";

const crashSignals: ReadonlySet<string> = new Set([
  "SIGSEGV",
  "SIGBUS",
  "SIGILL",
  "SIGFPE",
  "SIGABRT",
  "SIGQUIT",
  "SIGTRAP",
]);

export const goCrashed: Rule = {
  cause: "go-crashed",
  title: ({ run }) => `${run.goVersion ?? "the go command"} itself crashed`,
  why:
    "The go command, or a tool that it runs, ended by a panic, by a fatal error of its runtime or by an error that it " +
    "calls internal. That is a defect of this Go, of the machine (memory, emulation, a kernel that refuses threads), or " +
    "of a damaged installation.",
  looksLike: {
    log: [
      "panic: … and goroutine N [running]: …",
      "fatal error: …; runtime: failed to create new OS thread",
      "internal error: …",
    ],
    trace: ["the goroutines are written to standard error, exit status 2, or +++ killed by SIGSEGV +++"],
  },
  isNot: [
    { cause: "out-of-memory", tell: "there the fatal error is that memory was refused" },
    { cause: "killed", tell: "there somebody else ended it, without a word" },
    { cause: "build-failed", tell: "a panic of your own test or program is no crash of go" },
  ],
  fixes: ({ run }) => [
    fix("see whether it comes again, and with which Go", "go version; go env"),
    fix("try the latest patch release of this Go, installed anew: https://go.dev/dl/"),
    fix(
      "for `failed to create new OS thread`: see the limits on processes",
      "ulimit -u; cat /sys/fs/cgroup/pids.max",
    ),
    fix(
      `look whether it is known: https://go.dev/issue, with ${run.goVersion ?? "the version"} and the first line of the crash`,
      "go bug",
    ),
  ],
  links: ["https://go.dev/doc/devel/release", "https://pkg.go.dev/cmd/go#hdr-Start_a_bug_report"],
  match(failure): Match | null {
    const signal = ownSignal(failure);
    if (signal !== null) return crashSignals.has(signal) ? localMatch : null;
    const crash = errorOfKind(failure, "crash");
    return (crash && crash.reason !== "forbidden") || errorOfKind(failure, "internal") ? localMatch : null;
  },
};
