import type { OpenFile, SyscallEvent } from "../model/event.ts";
import type { Argument, DescriptorTarget } from "../model/strace-value.ts";
import { parseDescriptorTarget } from "../syntax/descriptor.ts";
import { flagsOf, descriptorNumber, targetOf } from "../syntax/values.ts";
import {
  createFileFactory,
  learnFromTarget,
  type FileFactory,
  type OpenFileRecord,
} from "./descriptor-table.ts";
import type { ProcessRecord, Seen } from "./process-table.ts";

/** A call that begins or is under way, as far as descriptors are concerned. */
export interface Subject {
  readonly fd: number;
  /** What the descriptor referred to when the call began: another thread may close or reuse it meanwhile. */
  readonly file: OpenFileRecord | null;
}

/** Descriptor questions about one trace. */
export interface Descriptors {
  readonly files: FileFactory;
  /** The descriptor in a call's first argument; null for calls that do not begin with one. Closes it for `close`. */
  subjectOf(process: ProcessRecord, name: string, args: string, seen: Seen): Subject | null;
  /** What a descriptor refers to, the event's own annotations considered. */
  lookUp(process: ProcessRecord, fd: number, event: SyscallEvent, args: readonly Argument[]): OpenFile | null;
}

// `7`, `7<TCP:[…]>`, with -N `fd=7<…>`. The annotation's end is found by `annotationEnd`.
const firstDescriptor = /^(?:[a-z_]+=)?(\d+)(?=[,<) ]|$)/;
const annotation =
  /^<((?:->|"[^"\\]*(?:\\[^][^"\\]*)*"|\\[^]|<(?:[^<>"\\]|\\[^])*>|[^<>"\\])*)>(\(deleted\))?/;

// Calls whose first argument is a number but no descriptor.
const notDescriptors =
  /^(?:exit|wait|kill|tkill|tgkill|setpgid|getpgid|setsid|getsid|prlimit64|sched_|alarm|umask|set[a-z]*id|getpriority|setpriority|pidfd_open|epoll_create|eventfd|socket$|memfd|personality|brk|mmap|munmap|futex|prctl|clock_|timer_|nice|ioprio|setns$)/;

/** Starts with no descriptor known. */
export function createDescriptors(): Descriptors {
  const files = createFileFactory();
  let closesSeen = false;

  /** The open file behind a descriptor after what an annotation says of it. */
  const reconcile = (
    process: ProcessRecord,
    fd: number,
    target: DescriptorTarget | null,
    { origin, time }: Seen,
  ): OpenFileRecord | null => {
    const known = process.table.get(fd);
    if (target === null) return known?.file ?? null;
    if (known !== undefined) {
      if (learnFromTarget(known.file, target)) return known.file;
      // Where every close is traced, a file with another path was renamed.
      if (closesSeen && target.kind === "path" && known.file.kind === "file") {
        known.file.path = target.path;
        return known.file;
      }
    }
    if (target.kind === "other") return known?.file ?? null;
    const file = files.fromTarget(target, { origin, time, inherited: true });
    process.table.set(fd, { file, closeOnExec: false });
    return file;
  };

  return {
    files,
    subjectOf(process, name, args, seen) {
      if (notDescriptors.test(name)) return null;
      const match = firstDescriptor.exec(args);
      if (match === null) return null;
      const fd = Number(match[1]);
      const rest = args.slice(match[0].length);
      const marked = rest.startsWith("<") ? annotation.exec(rest) : null;
      const target = marked === null ? null : parseDescriptorTarget(marked[1] ?? "", marked[2] !== undefined);
      const file = reconcile(process, fd, target, seen);
      if (name === "close") {
        closesSeen = true;
        process.table.delete(fd);
      }
      return { fd, file };
    },
    lookUp(process, fd, event, args) {
      const annotated = args.find(
        (argument) => descriptorNumber(argument) === fd && targetOf(argument) !== null,
      );
      return reconcile(process, fd, targetOf(annotated), event);
    },
  };
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
