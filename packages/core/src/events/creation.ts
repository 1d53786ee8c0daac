import type { Creation } from "./process-table.ts";

/** The calls that make a process or a thread. */
export const creatingCalls: ReadonlySet<string> = new Set(["clone", "clone3", "fork", "vfork"]);

/**
 * What a creating call makes. The flags stand in the first half where a call is split:
 * `clone(child_stack=0x…, flags=CLONE_VM|…|CLONE_THREAD|CLONE_SYSVSEM <unfinished ...>`, `clone3({flags=…`.
 */
export function creationOf(tid: number, name: string, args: string): Creation {
  const flagged = name === "clone" || name === "clone3";
  return {
    parentTid: tid,
    thread: flagged && hasFlag(args, "CLONE_THREAD", 0x10000),
    sharesFiles: flagged && hasFlag(args, "CLONE_FILES", 0x400),
    child: null,
  };
}

// -X raw prints the number alone: `flags=0x3d0f00`.
const rawFlags = /flags=(0x[0-9a-f]+)/;

function hasFlag(args: string, name: string, bit: number): boolean {
  const raw = rawFlags.exec(args)?.[1];
  return raw === undefined ? args.includes(name) : (Number(raw) & bit) !== 0;
}
