import { join } from "node:path";
import process from "node:process";
import { execa } from "execa";

/** A machine whose state can be read: this one, or a folder and some answers that a test made up. */
export interface Machine {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that the command works in. */
  readonly cwd: string;
  /** Folder that stands for `/`. */
  readonly root: string;
  /** The go command, as one would type it. */
  readonly go: string;
  /** Runs a program to its end, or until it has taken too long. */
  readonly run: RunProgram;
}

export type RunProgram = (
  command: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
) => Promise<ProgramResult>;

/** What a program said. `missing`: there is no such program here. */
export interface ProgramResult {
  readonly missing: boolean;
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** A version or a setting is told at once; what takes longer hangs. */
const longestRunMs = 5000;
const longestOutput = 4 << 20;

/** The machine that this process runs on. `go` is the command to ask, if it is not the one in PATH. */
export function thisMachine(env: Machine["env"], cwd: string = process.cwd(), go = "go"): Machine {
  return {
    platform: process.platform,
    env,
    cwd,
    root: "/",
    go,
    run: async (command, args, extra = {}) => {
      const result = await execa(command, args, {
        cwd,
        env: { ...env, ...extra },
        extendEnv: false,
        stdin: "ignore",
        timeout: longestRunMs,
        maxBuffer: longestOutput,
        reject: false,
      });
      return {
        missing: result.code === "ENOENT",
        ok: !result.failed,
        stdout: result.stdout,
        stderr: result.stderr,
      };
    },
  };
}

/** Where a file of the machine is to be read. */
export function placeOf({ root }: Machine, path: string): string {
  return root === "/" ? path : join(root, path);
}

/** The home folder of this user; null where the environment names none. */
export function homeOf({ env }: Machine): string | null {
  return env["HOME"] || env["USERPROFILE"] || null;
}
