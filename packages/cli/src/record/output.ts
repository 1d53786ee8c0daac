import { constants } from "node:fs";
import { access, open, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { getSystemErrorMap } from "node:util";
import { UsageError } from "../usage-error.ts";

/** Finds out where the bundle is to go, before the command runs: afterwards it would be too late. */
export async function chooseOutput(
  named: string | undefined,
  argv: readonly string[],
  cwd: string,
): Promise<string> {
  if (named !== undefined) {
    const problem = await problemOf(dirname(named));
    if (problem !== null)
      throw new UsageError(`cannot write ${named}: ${problem}; name another place with -o`);
    if (await isFolder(named))
      throw new UsageError(`cannot write ${named}: it is a folder; name a file in it`);
    return named;
  }
  const folder = (await problemOf(cwd)) === null ? cwd : tmpdir();
  const path = await freeName(folder, nameFor(argv));
  // In the working folder the name alone says where it is.
  return folder === cwd ? basename(path) : path;
}

/** `go mod download -x` is recorded in `go-mod-download.gotrace`. */
function nameFor(argv: readonly string[]): string {
  const [program = "command", ...rest] = argv;
  const options = rest.findIndex((word) => !/^[a-z][a-z0-9]*$/i.test(word));
  const words = [basename(program), ...rest.slice(0, options < 0 ? rest.length : options)].slice(0, 3);
  return words.join("-").replaceAll(/[^\w.-]+/g, "-") || "command";
}

async function freeName(folder: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${name}${number === 1 ? "" : `-${number}`}.gotrace`);
    if (!(await exists(path))) return path;
  }
}

/** Writes all pieces, or leaves no file; one that was there before is kept until then. */
export async function writeWhole(path: string, pieces: readonly Buffer[]): Promise<void> {
  const part = `${path}.part`;
  try {
    const file = await open(part, "w", 0o600);
    try {
      for (const piece of pieces) await file.writeFile(piece);
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** What the system says of the error, in words. */
export function systemReason(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  return (errno === undefined ? undefined : getSystemErrorMap().get(errno)?.[1]) ?? message;
}

async function problemOf(folder: string): Promise<string | null> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return systemReason(error);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
