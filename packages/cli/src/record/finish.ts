import { stat, statfs, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { analyze, createRedactor, render, type Report } from "@gotrace/core";
import type { Io } from "../io.ts";
import { lookOfStderr } from "../look.ts";
import { makeBundle, type Bundle, type Recorded } from "./make-bundle.ts";
import { systemReason, writeWhole } from "./output.ts";
import type { HeldSignals } from "./signals.ts";

/** What the user asked of a recording, however it comes about. */
export interface RecordWishes {
  output: string | undefined;
  analyze: boolean;
  color: boolean | undefined;
}

/** What is left to do when the command has ended: pack, write, and say what went wrong. */
export async function finishRecording(
  recorded: Recorded,
  wishes: RecordWishes & { output: string; signals: HeldSignals },
  io: Io,
): Promise<Report | null> {
  const { signals } = wishes;
  const note = (sentence: string): Promise<void> => io.stderr.write(`gotrace: ${sentence}\n`);
  try {
    const incomplete = recorded.incomplete ?? (await whyIncomplete(recorded));
    if (incomplete !== null && recorded.trace !== null) await note(incomplete);
    const bundle = await signals.unless(makeBundle({ ...recorded, incomplete }, createRedactor("secrets")));
    if (bundle === null) {
      await note("the recording was given up");
      return null;
    }
    const path = await write(bundle, recorded, wishes.output, note);
    if (path === null) return null;
    await note(await summary(path, bundle));
    if (!wishes.analyze || signals.count() > 0) return null;
    return await showVerdict(path, wishes.color, io);
  } finally {
    signals.release();
  }
}

/** The verdict goes to standard error: standard output is the command's. */
async function showVerdict(path: string, color: boolean | undefined, io: Io): Promise<Report | null> {
  const report = await analyze([path]);
  await io.stderr.write(await render(report, "text", lookOfStderr(io, color)));
  return report;
}

async function summary(path: string, { manifest, pieces }: Bundle): Promise<string> {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const removed = manifest.removed.reduce((sum, { count }) => sum + count, 0);
  const secrets = removed === 0 ? "" : `, ${removed} secret${removed === 1 ? "" : "s"} taken out`;
  return `recorded in ${path} (${Math.ceil(size / 1000)} kB${secrets})`;
}

async function whyIncomplete({ trace, command }: Recorded): Promise<string | null> {
  if (trace === null) return null;
  const folder = dirname(dirname(trace.file));
  const { size } = await stat(trace.file).catch(() => ({ size: 0 }));
  if (trace.cut !== null) return endIsMissing(folder, size, trace.cut);
  // Where strace wrote into the file itself, it told nobody but its standard error.
  const system = await statfs(folder).catch(() => null);
  if (system !== null && system.bavail * system.bsize <= leastRoom) return endIsMissing(folder, size, null);
  // One that hangs makes no call meanwhile.
  return size === 0 && command.attachedTo === null ? "strace wrote nothing: there is no trace" : null;
}

function endIsMissing(folder: string, size: number, error: NodeJS.ErrnoException | null): string {
  const reason =
    error === null || error.code === "ENOSPC"
      ? `the disk of ${folder} is full`
      : `${folder} takes no more (${systemReason(error)})`;
  const lacking = size === 0 ? "there is no trace" : "the end of the trace is missing";
  return `${reason}, so that ${lacking}: TMPDIR=/other/disk gotrace record …`;
}

/** Less is none: strace writes line by line. */
const leastRoom = 1 << 16;

/**
 * Writes the bundle. Where its place is full, the raw trace, which is of no use any more, makes room; or the folder for temporary
 * files takes it.
 */
async function write(
  { pieces }: Bundle,
  { trace }: Recorded,
  output: string,
  note: (sentence: string) => Promise<void>,
): Promise<string | null> {
  const attempts: (() => Promise<string>)[] = [
    () => writeWhole(output, pieces).then(() => output),
    async () => {
      if (trace !== null) await unlink(trace.file).catch(() => undefined);
      await writeWhole(output, pieces);
      return output;
    },
    async () => {
      const other = join(tmpdir(), basename(output));
      await writeWhole(other, pieces);
      return other;
    },
  ];
  let reason = "";
  for (const attempt of attempts) {
    try {
      return await attempt();
    } catch (error) {
      reason ||= systemReason(error);
    }
  }
  await note(
    `cannot write ${output}: ${reason}; the recording is lost: name a place on another disk with -o`,
  );
  return null;
}
