// Which thread a line belongs to where it does not say: strace prints `[pid N]` on stderr only while more than one
// tracee is alive, and no pid at all without -f.
import type { LineBody } from "../syntax/line.ts";
import type { ProcessTable } from "./process-table.ts";

/** The first process's id while the trace has not shown it. */
export const unknownTid = 0;

const prefixed = /^\[pid +(\d+)/;
const announced = /Process (\d+) (?:attached|detached)/;
const made = /^(?:\[pid[^\]]*\] )?(?:[\d:.]+ +)*(?:<\.\.\. )?(?:clone3?|v?fork)\b.*\) += (\d+)/;
const own = /^(?!\[pid)(?:[\d:.]+ +)*(?:getpid|gettid|set_tid_address)\(.*\) += (\d+)/;

/** Finds the first process's id in the first lines of a trace without a pid column. */
export function guessRootTid(sample: readonly string[]): number {
  const children = new Set<number>();
  let self: number | null = null;
  let firstPrefixed: number | null = null;
  for (const line of sample) {
    const child = announced.exec(line) ?? made.exec(line);
    if (child !== null) children.add(Number(child[1]));
    self ??= numberIn(own.exec(line));
    const tid = numberIn(prefixed.exec(line));
    if (firstPrefixed === null && tid !== null && !children.has(tid)) firstPrefixed = tid;
  }
  // A child's number may follow its first line, where its parent's clone returns later.
  const prefix = firstPrefixed !== null && !children.has(firstPrefixed) ? firstPrefixed : null;
  return self ?? prefix ?? unknownTid;
}

function numberIn(match: RegExpExecArray | null): number | null {
  return match === null ? null : Number(match[1]);
}

/**
 * The thread of a line without a pid: the one that the file is named after (`fixed`), else the only one alive, else
 * the one with an open call of that name, else the first process.
 */
export function tidOfBareLine(
  line: LineBody,
  table: ProcessTable,
  fixed: number | null,
  root: number,
  openCall: (name: string) => number | null,
): number {
  if (fixed !== null) return fixed;
  const [only] = table.alive;
  if (table.alive.size === 1 && only !== undefined) return only;
  const found = line.kind === "tail" ? openCall(line.name) : null;
  return found ?? table.root?.pid ?? root;
}

/** The child that strace says it attached or detached; null for its other words. */
export function announcedTid(text: string): number | null {
  return numberIn(announced.exec(text));
}
