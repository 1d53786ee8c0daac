import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of one recording, which nobody else can read: what strace and the command write is raw. */
export interface Workspace {
  readonly trace: string;
  readonly log: string;
  remove(): Promise<void>;
}

export async function makeWorkspace(folder: string = tmpdir()): Promise<Workspace> {
  // mkdtemp makes it with mode 700.
  const made = await mkdtemp(join(folder, "gotrace-record-"));
  return {
    trace: join(made, "trace.log"),
    log: join(made, "go.log"),
    remove: () => rm(made, { recursive: true, force: true }),
  };
}
