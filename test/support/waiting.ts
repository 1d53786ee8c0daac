// Waiting for what another process does, by looking at it: a rest of fixed length is too short on a machine that has other work.
import { readFileSync } from "node:fs";
import { setTimeout as rest } from "node:timers/promises";

/** Resolves when it is so; asks again and again. The test's own time limit ends it otherwise. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await rest(20);
}

/** SYN_SENT (02) in the network of a process; addresses are hexadecimal, the last byte first. proc_pid_net(5). */
export function isConnecting(address: string, pid: number): boolean {
  const bytes = address.split(".").map((byte) => Number(byte).toString(16).padStart(2, "0"));
  const remote = bytes.toReversed().join("").toUpperCase();
  return new RegExp(` ${remote}:[0-9A-F]{4} 02 `).test(textOfFile(`/proc/${pid}/net/tcp`));
}

/** proc(5), status: TracerPid. */
export function isTraced(pid: number): boolean {
  return /^TracerPid:\s+[1-9]/m.test(textOfFile(`/proc/${pid}/status`));
}

/** Empty where it cannot be read: of a process that is no more. */
export function textOfFile(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
