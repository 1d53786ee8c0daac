// What the two ends of a trace say of the command: who it is, whether it was started at all, how it ended.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** The process that strace started: that of the first line. Null as long as there is none. */
export function firstPid(traceFile: string): number | null {
  const pid = /^(\d+) /.exec(headOf(traceFile, 64))?.[1];
  return pid === undefined ? null : Number(pid);
}

/** The errno with which the command could not be started, or null where it was. */
export function startError(traceFile: string): string | null {
  const head = headOf(traceFile, 1 << 18);
  const [first = ""] = head.split("\n");
  return /^\d+ +[\d.]+ execve\(.*\) += -1 (E[A-Z0-9]+) \([^()]*\)(?: <[\d.]+>)?$/.exec(first)?.[1] ?? null;
}

/** How a process ended, from the line that strace writes of it: `102 1795364900.292261 +++ exited with 1 +++`. */
export function endingOf(
  traceFile: string,
  pid: number | null,
): { exitStatus: number | null; signal: string | null } {
  const line = new RegExp(
    String.raw`^${pid ?? "none"} +[\d.]+ \+\+\+ (?:exited with (\d+)|killed by (SIG\w+)).*\+\+\+$`,
    "m",
  );
  const [, status, signal] = line.exec(tailOf(traceFile, 1 << 22)) ?? [];
  return { exitStatus: status === undefined ? null : Number(status), signal: signal ?? null };
}

function headOf(file: string, length: number): string {
  return textAt(file, () => 0, length);
}

function tailOf(file: string, length: number): string {
  return textAt(file, (size) => Math.max(0, size - length), length);
}

function textAt(file: string, positionOf: (size: number) => number, length: number): string {
  try {
    const descriptor = openSync(file, "r");
    try {
      const bytes = Buffer.alloc(length);
      const count = readSync(descriptor, bytes, 0, length, positionOf(fstatSync(descriptor).size));
      return bytes.toString("latin1", 0, count);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return "";
  }
}
