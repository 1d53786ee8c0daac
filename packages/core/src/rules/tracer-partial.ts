import { again } from "./commands.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const tracerPartial: Rule = {
  cause: "tracer-partial",
  title: () => "the trace does not hold enough to tell what go failed at",
  why:
    "Without -f strace follows only the first thread, and go does its networking on others. With -e trace=network the " +
    "reads and writes are missing that carry names, answers and messages. With -c there are only sums, with a small -s " +
    "the texts are cut, and a file that was cut or attached to late lacks the end or the beginning.",
  looksLike: {
    log: ["the log, where there is one, is not affected"],
    trace: ["one thread only; no read and write; a table of % time and calls; no exit_group at the end"],
  },
  isNot: [
    { cause: "not-a-go-trace", tell: "there the trace is whole, and no go command runs in it" },
    { cause: "tracer-denied", tell: "there strace could not trace at all" },
  ],
  fixes: (subject) => [
    fix(
      "record it again with what is needed",
      again(subject, "strace -f -ttt -T -yy -s 4096 -e 'signal=!SIGURG' -o trace.log"),
    ),
    fix(
      "keep go's own words as well",
      `${subject.run.argv === null ? "go …" : subject.command} > go.log 2>&1`,
    ),
  ],
  links: ["https://man7.org/linux/man-pages/man1/strace.1.html", "https://go.dev/ref/mod#go-mod-download"],
  match: (failure) => (errorOfKind(failure, "tracer")?.reason === "partial" ? localMatch : null),
};
