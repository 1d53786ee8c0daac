import { endedBy } from "./signal-helpers.ts";
import { fix, type Rule } from "./rule.ts";

export const terminated: Rule = {
  cause: "terminated",
  title: ({ command, failure }) =>
    failure.host === null
      ? `${command} was told to end (SIGTERM)`
      : `${command} was told to end (SIGTERM) while it dealt with ${failure.host}`,
  why:
    "Another process sent SIGTERM: a CI system whose time limit was over or whose job was cancelled, `docker stop`, " +
    "`timeout`, systemd. Go has no time limit of its own on an answer or a lock, so a wait may go on until somebody ends " +
    "it; what it was waiting for is what to look at.",
  looksLike: {
    log: [
      "the log stops after a line of `# get` without its second half, status 143",
      "git …: signal: terminated",
    ],
    trace: ["--- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=N} ---, then +++ killed by SIGTERM +++"],
  },
  isNot: [
    { cause: "killed", tell: "there it is SIGKILL, status 137" },
    { cause: "interrupted", tell: "there it is SIGINT: Ctrl-C" },
    { cause: "http-no-response", tell: "there the record ends in the wait, and nobody ended the command" },
  ],
  fixes: () => [
    fix("see what it waited for: in this report, or in a run of its own", "go mod download -x"),
    fix(
      "fetch in a step of its own with a cache that is kept, so that the build's limit counts the build alone",
      "go mod download",
    ),
    fix("if the wait is justified: raise the limit of the job"),
  ],
  links: ["https://go.dev/ref/mod#go-mod-download", "https://go.dev/ref/mod#module-cache"],
  match: (failure, run) => endedBy(failure, run, "SIGTERM", "SIGHUP"),
};
