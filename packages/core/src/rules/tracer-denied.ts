import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, riskyFix, type Rule } from "./rule.ts";

export const tracerDenied: Rule = {
  cause: "tracer-denied",
  title: () => "strace was not allowed to trace, so nothing of go is in this record",
  why:
    "Tracing needs the ptrace permission. Containers run without it by default, and kernel.yama.ptrace_scope may forbid " +
    "to attach to a process that is not the tracer's child. strace ends at once, and go may never have run.",
  looksLike: {
    log: [
      "strace: test_ptrace_get_syscall_info: PTRACE_TRACEME: Operation not permitted",
      "strace: attach: ptrace(PTRACE_SEIZE, N): Operation not permitted",
    ],
    trace: ["no calls, or those of strace's own test alone"],
  },
  isNot: [
    { cause: "tracer-partial", tell: "there strace ran, and what it wrote does not suffice" },
    { cause: "syscall-blocked", tell: "there go was refused a call, not strace" },
  ],
  fixes: () => [
    fix("start the container with the right to trace", "docker run --cap-add=SYS_PTRACE …"),
    fix("start go under strace instead of attaching to it", "strace -f -o trace.log go mod download"),
    fix("without strace, the verbose log tells much", "go mod download -x 2>&1 | tee go.log"),
    riskyFix(
      "to attach to a running process as its owner, once",
      "sudo sysctl kernel.yama.ptrace_scope=0",
      "any of your processes may then be read by any other",
    ),
  ],
  links: ["https://go.dev/ref/mod#go-mod-download", "https://man7.org/linux/man-pages/man1/strace.1.html"],
  match: (failure) => (errorOfKind(failure, "tracer")?.reason === "denied" ? localMatch : null),
};
