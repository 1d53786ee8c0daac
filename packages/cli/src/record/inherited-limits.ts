import { readFileSync } from "node:fs";
import process from "node:process";

/**
 * A command line that runs with the limit of open files that gotrace was started with. Node raises its own when it starts (src/node.cc,
 * PlatformInit), and a command that fails because it may open too few files must still do so when it is recorded.
 */
export function withInheritedLimits(command: readonly string[]): readonly string[] {
  const limit = softLimit(`/proc/${process.ppid}/limits`);
  const own = softLimit("/proc/self/limits");
  if (limit === null || own === null || limit === own) return command;
  return ["/bin/sh", "-c", 'ulimit -S -n "$0" && exec "$@"', limit, ...command];
}

function softLimit(file: string): string | null {
  try {
    return /^Max open files +(\d+|unlimited) /m.exec(readFileSync(file, "latin1"))?.[1] ?? null;
  } catch {
    return null;
  }
}
