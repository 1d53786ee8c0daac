import type { VcsError } from "../model/go-error.ts";
import type { Run, Tool } from "../model/run.ts";
import { toolFamily } from "./tool-family.ts";

/**
 * What a version control tool complained of, from what it and its helpers wrote: the words that go quotes in its own
 * error, or hides (1.16 and earlier), or that strace cut in go's but not in git's.
 *
 * @returns null where the tool said nothing that a grammar knows
 */
export function toolError(tool: Tool, run: Run): VcsError | null {
  const family = toolFamily(tool, run);
  const failures = run.messages.flatMap(({ message, pid }) =>
    message.body.kind === "vcs-output" && pid !== null && family.has(pid) ? message.body.failures : [],
  );
  if (failures.length === 0) return null;
  return {
    kind: "vcs",
    tool: tool.name,
    command: tool.program.argv.join(" "),
    dir: tool.program.cwd,
    exitStatus: tool.program.exitStatus,
    signal: tool.program.signal,
    failures,
    inner: null,
    output: "",
  };
}
