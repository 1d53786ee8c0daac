import { writeFile } from "node:fs/promises";
import { getSystemErrorMap } from "node:util";
import { UsageError } from "./usage-error.ts";

/** Writes a report to the file that the user named; where that is impossible, it is a usage error. */
export async function writeOutputFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${reason(error as NodeJS.ErrnoException)}`);
  }
}

/** What the system says of the error, without Node's additions. */
function reason({ errno, message }: NodeJS.ErrnoException): string {
  const known = errno === undefined ? undefined : getSystemErrorMap().get(errno);
  return known?.[1] ?? message;
}
