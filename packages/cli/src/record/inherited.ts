import { readFileSync } from "node:fs";
import { basename } from "node:path";
import process from "node:process";

/**
 * A command line that runs with what gotrace was started with and Node took away: the limit of open files, which Node raises, and a hang-up
 * that is ignored, which it no longer is (src/node.cc, PlatformInit). A command that fails because it may open too few files must
 * still do so when it is recorded, and one that is to outlive its terminal must outlive it.
 */
export function withInherited(
  command: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const limit = inheritedLimit();
  const steps = [
    ...(isUnderNohup(env) ? ["trap '' HUP"] : []),
    ...(limit === null ? [] : [`ulimit -S -n ${limit}`]),
  ];
  return steps.length === 0
    ? command
    : ["/bin/sh", "-c", [...steps, 'exec "$0" "$@"'].join(" && "), ...command];
}

/**
 * Whether nohup started gotrace. The signal's disposition is lost by the time anything of ours runs, but bash, ksh and zsh tell each
 * program in `_` what was started, and nohup leaves that alone. From other shells (dash) nobody can know.
 */
export function isUnderNohup(env: Readonly<Record<string, string | undefined>>): boolean {
  return basename(env["_"] ?? "") === "nohup";
}

/** Null where it is Node's as well. */
function inheritedLimit(): string | null {
  const limit = softLimit(`/proc/${process.ppid}/limits`);
  const own = softLimit("/proc/self/limits");
  return limit === own || own === null ? null : limit;
}

function softLimit(file: string): string | null {
  try {
    return /^Max open files +(\d+|unlimited) /m.exec(readFileSync(file, "latin1"))?.[1] ?? null;
  } catch {
    return null;
  }
}
