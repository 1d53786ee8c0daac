import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UsageError } from "../usage-error.ts";
import { systemReason } from "./output.ts";

/** A folder of one recording, which nobody else can read: what strace and the command write is raw. */
export interface Workspace {
  readonly trace: string;
  /** Where the trace comes in: a named pipe, once it is made. */
  readonly pipe: string;
  readonly log: string;
  remove(): Promise<void>;
}

/**
 * Makes it where temporary files go. That there is no room for them may be just what the command is recorded for; then it is made
 * beside the recording.
 *
 * @param output where the recording goes
 */
export async function makeWorkspace(output: string): Promise<Workspace> {
  let reason = "";
  for (const folder of [tmpdir(), "/tmp", dirname(output)]) {
    try {
      return workspaceAt(await makeFolder(folder));
    } catch (error) {
      reason ||= `cannot write to ${folder}: ${systemReason(error)}`;
    }
  }
  throw new UsageError(
    `${reason}; name another folder for temporary files: TMPDIR=/other/folder gotrace record …`,
  );
}

/** mkdtemp makes it with mode 700. */
function makeFolder(folder: string): Promise<string> {
  return mkdtemp(join(folder, "gotrace-record-"));
}

function workspaceAt(folder: string): Workspace {
  return {
    trace: join(folder, "trace.log"),
    pipe: join(folder, "trace.pipe"),
    log: join(folder, "go.log"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
