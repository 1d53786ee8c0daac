import type { Run, Tool } from "../model/run.ts";

/** The processes of a version control tool: its own, and those of what it started (helpers, shells, ssh). */
export function toolFamily({ program }: Tool, run: Run): ReadonlySet<number> {
  const family = new Set([program.pid]);
  for (const { pid, parent } of run.programs) if (parent !== null && family.has(parent)) family.add(pid);
  return family;
}
