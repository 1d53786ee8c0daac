import type { Argument, DescriptorTarget } from "../model/strace-value.ts";
import { annotationEnd } from "../syntax/annotation.ts";
import { cachedDescriptorTarget } from "../syntax/descriptor-cache.ts";
import { flagsOf, descriptorNumber, targetOf } from "../syntax/values.ts";
import {
  createFileFactory,
  learnFromTarget,
  type FileFactory,
  type OpenFileRecord,
} from "./descriptor-table.ts";
import type { ProcessRecord, Seen } from "./process-table.ts";

/** Descriptor questions about one trace. */
export interface Descriptors {
  readonly files: FileFactory;
  /**
   * What descriptor `fd` refers to, given the file that the table had for it and what an annotation says of it. What is
   * new goes into the table, unless `forget`.
   */
  settle(
    process: ProcessRecord,
    fd: number,
    known: OpenFileRecord | null,
    target: DescriptorTarget | null,
    seen: Seen,
    forget: boolean,
  ): OpenFileRecord | null;
}

/** Starts with no descriptor known. */
export function createDescriptors(): Descriptors {
  const files = createFileFactory();
  return {
    files,
    settle(process, fd, known, target, { origin, time }, forget) {
      if (target === null || target.kind === "other") return known;
      if (known !== null && learnFromTarget(known, target)) return known;
      const file = files.fromTarget(target, { origin, time, inherited: true });
      if (!forget) process.table.set(fd, { file, closeOnExec: false });
      return file;
    },
  };
}

/** The descriptor that a call's arguments begin with (`7`, `7<TCP:[…]>`, with -N `fd=7`); -1 where there is none. */
export function firstDescriptor(args: string): number {
  let at = 0;
  if (args.charCodeAt(0) === 0x66 && args.startsWith("fd=")) at = 3;
  let fd = 0;
  const start = at;
  for (; at < args.length; at += 1) {
    const digit = args.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) break;
    fd = fd * 10 + digit;
  }
  if (at === start) return -1;
  const next = args.charCodeAt(at);
  return at === args.length || next === 0x2c || next === 0x3c ? fd : -1;
}

/** What -y says of the descriptor that a call's arguments begin with; null without -y. */
export function firstTarget(args: string): DescriptorTarget | null {
  const start = args.indexOf("<") + 1;
  if (start === 0 || start > 16) return null;
  const end = annotationEnd(args, start);
  return end < 0
    ? null
    : cachedDescriptorTarget(args.slice(start, end), args.startsWith("(deleted)", end + 1));
}

/** The path in the annotation of the first argument (`AT_FDCWD</home/dev/app>`); null where there is none. */
export function firstPath(args: string): string | null {
  const target = firstTarget(args);
  return target?.kind === "path" ? target.path : null;
}

/** Makes a path absolute; the path as it was where the directory is not known. */
export function absolutePath(process: ProcessRecord, directory: Argument | null, path: string): string {
  if (path.startsWith("/")) return path;
  const base = directoryOf(process, directory);
  if (base === null) return path;
  return normalize(path === "" ? base : `${base}/${path}`);
}

function directoryOf(process: ProcessRecord, directory: Argument | null): string | null {
  if (directory === null) return process.cwd;
  const target = targetOf(directory);
  const isCwd = flagsOf(directory).includes("AT_FDCWD") || descriptorNumber(directory) === null;
  if (target?.kind === "path") {
    if (isCwd) process.cwd = target.path;
    return target.path;
  }
  const fd = descriptorNumber(directory);
  return isCwd || fd === null ? process.cwd : (process.table.get(fd)?.file.path ?? null);
}

/** Takes `.`, `..` and double slashes out of an absolute path, as text: links are not known. */
function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
