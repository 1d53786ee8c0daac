import type { Failure, Run } from "../model/run.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const notAGoTrace: Rule = {
  cause: "not-a-go-trace",
  title: ({ failure, run }) =>
    reasonOf(failure) === "no-go-command"
      ? `no go command runs in this record${others(run)}`
      : "strace did not find what it was to trace",
  why:
    "The record shows programs at work and the go command is not among them: another program was traced, a wrapper " +
    "handed the work to a daemon or a container that strace does not follow, or the command or process that strace was " +
    "given does not exist.",
  looksLike: {
    log: [
      "strace: Can't stat 'go': No such file or directory",
      "strace: attach: ptrace(PTRACE_SEIZE, N): No such process",
    ],
    trace: ["execve of other programs, none of go"],
  },
  isNot: [
    { cause: "tracer-partial", tell: "there go runs, and too little of it was recorded" },
    { cause: "tracer-denied", tell: "there strace was not allowed to trace" },
  ],
  fixes: ({ run }) => [
    run.machine === null
      ? fix("trace the go command itself", "strace -f -tt -T -yy -s 1024 -o trace.log go mod download")
      : fix("record the go command itself", "gotrace record -- go mod download"),
    fix(
      "for a build in Docker: trace inside of the container, not the docker command",
      "docker run --cap-add=SYS_PTRACE …",
    ),
    fix("if go is not found: name its path", "strace -f -o trace.log /usr/local/go/bin/go mod download"),
  ],
  links: ["https://man7.org/linux/man-pages/man1/strace.1.html", "https://go.dev/ref/mod#go-mod-download"],
  match(failure) {
    const reason = reasonOf(failure);
    return reason === "no-go-command" || reason === "missing-command" || reason === "no-such-process"
      ? localMatch
      : null;
  },
};

/** What ran instead, for somebody who thinks that go did. */
function others({ programs }: Run): string {
  const names = programs.flatMap(({ path, argv }) => (path ?? argv[0])?.split("/").at(-1) ?? []);
  const [first, ...rest] = new Set(names);
  if (first === undefined) return "";
  const more = rest.length > 3 ? ` and ${rest.length - 3} more` : "";
  return `: what runs is ${[first, ...rest.slice(0, 3)].join(", ")}${more}`;
}

function reasonOf(failure: Failure): string | null {
  return errorOfKind(failure, "tracer")?.reason ?? null;
}
