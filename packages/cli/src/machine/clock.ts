import { uptime } from "node:os";
import type { ClockState } from "@gotrace/core";
import type { Machine } from "./machine.ts";

export function readClock(synchronized: boolean | null): ClockState {
  return {
    epochMs: Date.now(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    uptimeSeconds: Math.round(uptime()),
    synchronized,
  };
}

/** Whether something keeps the clock right; null where that is not known. */
export async function readSynchronized(machine: Machine): Promise<boolean | null> {
  if (machine.platform !== "linux") return null;
  const { stdout } = await machine.run("timedatectl", ["show", "--property=NTPSynchronized", "--value"]);
  switch (stdout.trim()) {
    case "yes":
      return true;
    case "no":
      return false;
    default:
      return null;
  }
}
