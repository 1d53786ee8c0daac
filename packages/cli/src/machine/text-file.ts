import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { TextFile } from "@gotrace/core";
import { placeOf, type Machine } from "./machine.ts";

/** Configuration is short; a longer file is something else, and its beginning says so. */
const longest = 1 << 18;

/** The text of a file of the machine, its beginning where it is long; null where it cannot be read. */
export async function readText(
  machine: Machine,
  path: string,
  most: number = longest,
): Promise<string | null> {
  try {
    const file = await open(placeOf(machine, path));
    try {
      const bytes = Buffer.alloc(most);
      const { bytesRead } = await file.read(bytes, 0, most, 0);
      return bytes.toString("utf8", 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

/** The lines that say something, without comments. */
export async function readLines(machine: Machine, path: string): Promise<TextFile | null> {
  const text = await readText(machine, path);
  return text === null ? null : { path, lines: linesOf(text) };
}

/** Lines without white space around them, empty ones and those that are comments left out. */
export function linesOf(text: string, comment: RegExp = /^[#;]/): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !comment.test(line));
}

/** The files of a folder, by name; none where there is no such folder. */
export async function filesIn(machine: Machine, folder: string): Promise<string[]> {
  try {
    const names = await readdir(placeOf(machine, folder));
    return names.toSorted().map((name) => join(folder, name));
  } catch {
    return [];
  }
}
