import process from "node:process";
import { execa } from "execa";
import type { Limits } from "./measuring.ts";

/** How a program ended. */
export interface Ended {
  /** `ENOENT` where there is no such program. */
  readonly code?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

const mostOutput = 64 << 20;
/** What does not end when it is asked to is ended. */
const patienceMs = 500;

/**
 * Runs a program that starts others (git its helpers, and ssh) in a session of its own: none of them has a terminal to ask at, and
 * at the time limit or Ctrl-C all of them are ended. What git leaves behind would keep its output open, and us waiting.
 */
export async function runGroup(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { timeoutMs, signal }: Limits,
): Promise<Ended> {
  const child = execa(command, args, {
    cwd: "/",
    env,
    extendEnv: false,
    stdin: "ignore",
    maxBuffer: mostOutput,
    detached: process.platform !== "win32",
    reject: false,
  });
  let timedOut = false;
  let killing: NodeJS.Timeout | undefined;
  const stop = (): void => {
    killGroup(child.pid, "SIGTERM");
    killing = setTimeout(() => killGroup(child.pid, "SIGKILL"), patienceMs);
  };
  const late = setTimeout(() => {
    timedOut = true;
    stop();
  }, timeoutMs);
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  const { code, exitCode, stdout, stderr } = await child;
  clearTimeout(late);
  clearTimeout(killing);
  signal.removeEventListener("abort", stop);
  return { code, exitCode, timedOut, stdout, stderr };
}

/** Of a program that was not found there is no group. */
function killGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(process.platform === "win32" ? leader : -leader, signal);
  } catch {
    // Nobody of it is left.
  }
}
