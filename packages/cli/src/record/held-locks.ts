import { readFileSync } from "node:fs";

/** Who waits for a lock of flock(2), and who has it. */
export interface WaitedLock {
  readonly waiting: number;
  readonly holder: number;
}

/** Locks for which one of the processes waits. */
export function heldLocks(pids: readonly number[]): WaitedLock[] {
  try {
    return waitedLocksIn(readFileSync("/proc/locks", "latin1")).filter(({ waiting }) =>
      pids.includes(waiting),
    );
  } catch {
    return [];
  }
}

/** `1: FLOCK  ADVISORY  WRITE 708 08:01:1234 0 EOF`, and below it with `1: ->` who waits for it. proc(5), /proc/locks. */
export function waitedLocksIn(text: string): WaitedLock[] {
  const holders = new Map<string, number>();
  const waits: WaitedLock[] = [];
  for (const line of text.split("\n")) {
    const [, number = "", arrow, pid] = /^(\d+): (-> )?FLOCK +\S+ +\S+ +(\d+) /.exec(line) ?? [];
    if (pid === undefined) continue;
    const holder = holders.get(number);
    if (arrow === undefined) holders.set(number, Number(pid));
    else if (holder !== undefined) waits.push({ waiting: Number(pid), holder });
  }
  return waits;
}
