import type { Failure } from "../model/run.ts";
import type { Match } from "./rule.ts";

/** Nobody but this machine has a part in it. */
export const localMatch: Match = { role: "local", host: null };

/** What an operating system said about a file, a lock or a program. */
export interface FileTrouble {
  operation: string;
  path: string | null;
  errno: string;
  purpose: "module-cache" | "cache-directory" | "build-cache" | "temp-dir" | "tool-output" | null;
}

/** The failure's error if it is about a file; also where go.sum, go.mod, go.work or a toolchain stand around it. */
export function fileTrouble(failure: Failure): FileTrouble | null {
  return troubleOf(failure.error);
}

function troubleOf(error: Failure["error"]): FileTrouble | null {
  switch (error.kind) {
    case "file":
      return error;
    case "exec":
      return { operation: "fork/exec", path: error.path, errno: error.errno, purpose: null };
    case "lock":
      return { operation: error.operation, path: error.path, errno: error.errno, purpose: null };
    case "gosum-write":
    case "gomod-write":
    case "toolchain-exec":
      return troubleOf(error.inner);
    case "gowork":
      return error.inner && troubleOf(error.inner);
    default:
      return null;
  }
}

export type ErrnoName =
  | "EACCES"
  | "EPERM"
  | "EROFS"
  | "ENOENT"
  | "ENOTDIR"
  | "ENOSPC"
  | "EDQUOT"
  | "EMFILE"
  | "ENFILE"
  | "ENOMEM";

// As syscall prints them on Linux and macOS, and Windows where it has words of its own.
const errnoTexts: Readonly<Record<ErrnoName, readonly string[]>> = {
  EACCES: ["permission denied", "Access is denied."],
  EPERM: ["operation not permitted"],
  EROFS: ["read-only file system"],
  ENOENT: ["no such file or directory", "The system cannot find the file specified."],
  ENOTDIR: ["not a directory"],
  ENOSPC: ["no space left on device", "There is not enough space on the disk."],
  EDQUOT: ["disk quota exceeded"],
  EMFILE: ["too many open files"],
  ENFILE: ["too many open files in system"],
  ENOMEM: ["cannot allocate memory"],
};

export function hasErrno(trouble: FileTrouble, ...names: ErrnoName[]): boolean {
  return names.some((name) => trouble.errno === name || errnoTexts[name].includes(trouble.errno));
}
