import type { MachineState } from "@gotrace/core";
import process from "node:process";
import type { Machine } from "./machine.ts";
import { readText } from "./text-file.ts";

/**
 * The limit of open files that the shell gave us. Node raises its own to the hard limit when it starts (src/node.cc,
 * PlatformInit), so that the parent's is the one to look at.
 */
export async function readOpenFileLimit(machine: Machine): Promise<MachineState["openFiles"]> {
  const limits =
    (await readText(machine, `/proc/${process.ppid}/limits`)) ??
    (await readText(machine, "/proc/self/limits"));
  const [, soft, hard] = /^Max open files +(\S+) +(\S+)/m.exec(limits ?? "") ?? [];
  return soft === undefined ? null : { soft: countOf(soft), hard: countOf(hard) };
}

/** Null for `unlimited`. */
function countOf(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}
