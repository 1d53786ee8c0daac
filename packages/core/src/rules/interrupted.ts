import { endedBy } from "./signal-helpers.ts";
import { fix, type Rule } from "./rule.ts";

export const interrupted: Rule = {
  cause: "interrupted",
  title: ({ command, failure }) =>
    failure.host === null
      ? `${command} was interrupted (SIGINT)`
      : `${command} was interrupted (SIGINT) while it dealt with ${failure.host}`,
  why:
    "Somebody pressed Ctrl-C, or a program that runs go sent SIGINT: make, an IDE, a CI system whose job was cancelled. " +
    "The terminal sends it to git and ssh as well. What go was waiting for is what made somebody lose patience.",
  looksLike: {
    log: ["the log stops in the middle, status 130", "git …: signal: interrupt"],
    trace: ["--- SIGINT {si_signo=SIGINT, si_code=SI_KERNEL} ---, then +++ killed by SIGINT +++"],
  },
  isNot: [
    { cause: "terminated", tell: "there it is SIGTERM, status 143: a time limit" },
    { cause: "killed", tell: "there it is SIGKILL, status 137" },
    { cause: "lock-wait", tell: "there the record ends in the wait, and nobody ended the command" },
  ],
  fixes: () => [
    fix("run it again with -x and see where it stands still", "go mod download -x"),
    fix("fetch in a step of its own, before the build", "go mod download"),
  ],
  links: ["https://go.dev/ref/mod#go-mod-download"],
  match: (failure, run) => endedBy(failure, run, "SIGINT"),
};
