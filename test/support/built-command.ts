import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

const bin = fileURLToPath(new URL("../../packages/cli/bin/gotrace.js", import.meta.url));
const built = new URL("../../packages/cli/dist/main.js", import.meta.url);

interface Surroundings {
  cwd?: string;
  input?: string | Uint8Array;
}

interface Ended {
  stdout: string;
  stderr: string;
  exitCode: number | undefined;
}

/** Runs the command as it is installed, in a process of its own; a status other than 0 is a result, no error. */
export async function gotrace(argv: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  if (!existsSync(built)) throw new Error("the command is not built: npm run build");
  const { stdout, stderr, exitCode } = await execa(process.execPath, [bin, ...argv], {
    ...surroundings,
    env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C" },
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
  });
  return { stdout, stderr, exitCode };
}

/** The file that npm links as `gotrace`. */
export const commandFile: string = bin;
