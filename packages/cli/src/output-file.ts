import { appendFile, writeFile } from "node:fs/promises";
import { getSystemErrorMap } from "node:util";
import { UsageError } from "./usage-error.ts";

/** Writes a report to the file that the user named; where that is impossible, it is a usage error. */
export function writeOutputFile(path: string, text: string): Promise<void> {
  return orUsageError(path, writeFile(path, text));
}

/** Adds a report to the end of a file that may hold others'. */
export function appendOutputFile(path: string, text: string): Promise<void> {
  return orUsageError(path, appendFile(path, text));
}

async function orUsageError(path: string, written: Promise<void>): Promise<void> {
  try {
    await written;
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${reason(error as NodeJS.ErrnoException)}`);
  }
}

/** What the system says of the error, without Node's additions. */
function reason({ errno, message }: NodeJS.ErrnoException): string {
  const known = errno === undefined ? undefined : getSystemErrorMap().get(errno);
  return known?.[1] ?? message;
}
