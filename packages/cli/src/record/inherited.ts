import { constants, readFileSync } from "node:fs";
import { basename } from "node:path";
import process from "node:process";
import { linkOf } from "./process-tree.ts";

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
 * Whether nohup started gotrace. The signal's disposition is lost by the time anything of ours runs, but there are traces of it: bash,
 * ksh and zsh tell each program in `_` what was started, and nohup leaves that alone; and where it finds a terminal it puts something else
 * in its place. Where a shell tells nothing (dash) and there is no terminal (a script of CI), nobody can know.
 */
export function isUnderNohup(env: Readonly<Record<string, string | undefined>>): boolean {
  return basename(env["_"] ?? "") === "nohup" || hasNohupsInput() || hasNohupsOutput();
}

/** GNU's takes away a terminal that could be read: /dev/null, open for writing alone (coreutils, nohup.c). Nobody else does that. */
function hasNohupsInput(): boolean {
  return linkOf("/proc/self/fd/0") === "/dev/null" && (flagsOf(0) & accessMode) === constants.O_WRONLY;
}

/** Every nohup appends to a file of this name what was for a terminal. POSIX, nohup. */
function hasNohupsOutput(): boolean {
  const file = linkOf("/proc/self/fd/1");
  return file !== null && basename(file) === "nohup.out" && (flagsOf(1) & constants.O_APPEND) !== 0;
}

const accessMode = constants.O_RDONLY | constants.O_WRONLY | constants.O_RDWR;

/** Those of open(2), in octal. proc(5), fdinfo. */
function flagsOf(descriptor: number): number {
  const [, flags = "0"] = /^flags:\s*(\d+)$/m.exec(textOf(`/proc/self/fdinfo/${descriptor}`)) ?? [];
  return Number.parseInt(flags, 8);
}

/** Null where it is Node's as well. */
function inheritedLimit(): string | null {
  const limit = softLimit(`/proc/${process.ppid}/limits`);
  const own = softLimit("/proc/self/limits");
  return limit === own || own === null ? null : limit;
}

function softLimit(file: string): string | null {
  return /^Max open files +(\d+|unlimited) /m.exec(textOf(file))?.[1] ?? null;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
