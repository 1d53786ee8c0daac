import { expect, test } from "vitest";
import { gatherFacts } from "../../src/evidence/gather.ts";
import { openInputs } from "../../src/input/open-input.ts";

async function programsOf(...lines: string[]): Promise<(string | number | null)[][]> {
  const bytes = new TextEncoder().encode(`${lines.join("\n")}\n`);
  const { facts } = await gatherFacts(await openInputs({ name: "trace.log", bytes }));
  return facts.programs.map(({ pid, parent, exitStatus }) => [pid, parent, exitStatus]);
}

const start = '100 17:00:00.000000 execve("/usr/bin/go", ["go", "version"], 0x7ffd0000 /* 9 vars */) = 0';

// What os.checkPidfd of Go 1.23 does at each start: a child by vfork that ends at once.
test("a child that is over before the call that made it returns is one program, and its parent's", async () => {
  const programs = await programsOf(
    start,
    "100 17:00:00.010000 clone(child_stack=NULL, flags=CLONE_VM|CLONE_PIDFD|CLONE_VFORK|SIGCHLD <unfinished ...>",
    "105 17:00:00.011000 exit_group(0)     = ?",
    "105 17:00:00.012000 +++ exited with 0 +++",
    "100 17:00:00.013000 <... clone resumed>, parent_tid=[10<anon_inode:[pidfd]>]) = 105",
    "100 17:00:00.020000 +++ exited with 0 +++",
  );
  expect(programs).toEqual([
    [100, null, 0],
    [105, 100, 0],
  ]);
});
