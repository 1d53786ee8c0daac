import type { SyscallEvent, TraceState } from "../model/event.ts";
import type { FileAccess } from "../model/facts.ts";
import { argumentsOf } from "../syntax/arguments.ts";
import { hasFlag, openFileOf, pathText } from "./call-arguments.ts";
import { type Collector, endOf } from "./collector.ts";

/** Errors that say something about this machine wherever they come. ENOENT and the rest are every run's daily bread. */
const telling: ReadonlySet<string> = new Set([
  "ENOSPC",
  "EDQUOT",
  "EROFS",
  "EACCES",
  "EPERM",
  "EMFILE",
  "ENFILE",
  "EIO",
  "ENOMEM",
]);

/** The module cache's own files: `$GOMODCACHE/cache/download/<module>/@v/…`, `cache/vcs`, `cache/lock`. */
const cacheMarks = ["/cache/download/", "/cache/vcs/", "/@v/"];

/** Files of trusted certificates and of names: that one is missing explains much. crypto/x509/root_linux.go, net/conf.go. */
const systemMarks = [
  "/ca-certificates.crt",
  "/ca-bundle.",
  "/cacert.pem",
  "/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
  "/etc/resolv.conf",
  "/etc/hosts",
];

/** For each call that names a path: where its directory descriptor and its path stand (null: no directory). */
const pathCalls: Readonly<Record<string, { directory: number | null; path: number }>> = {
  open: { directory: null, path: 0 },
  openat: { directory: 0, path: 1 },
  openat2: { directory: 0, path: 1 },
  creat: { directory: null, path: 0 },
  mkdir: { directory: null, path: 0 },
  mkdirat: { directory: 0, path: 1 },
  stat: { directory: null, path: 0 },
  lstat: { directory: null, path: 0 },
  newfstatat: { directory: 0, path: 1 },
  statx: { directory: 0, path: 1 },
  rename: { directory: null, path: 1 },
  renameat: { directory: 2, path: 3 },
  renameat2: { directory: 2, path: 3 },
  unlink: { directory: null, path: 0 },
  unlinkat: { directory: 0, path: 1 },
  symlinkat: { directory: 1, path: 2 },
  linkat: { directory: 2, path: 3 },
  fchmodat: { directory: 0, path: 1 },
  execve: { directory: null, path: 0 },
  chdir: { directory: null, path: 0 },
};

const descriptorCalls: readonly string[] = [
  "write",
  "pwrite64",
  "ftruncate",
  "fsync",
  "fallocate",
  "copy_file_range",
];

/** Calls that make descriptors or processes and name no path: their errors are about limits and rights. */
const resourceCalls: readonly string[] = [
  "socket",
  "pipe2",
  "pidfd_open",
  "clone",
  "clone3",
  "vfork",
  "fork",
  "mmap",
];

/** Notes accesses to the module cache, and errors on any file that a healthy run does not show. */
export function collectFileAccesses(files: FileAccess[]): Collector {
  function note(call: SyscallEvent, path: string, write: boolean): void {
    files.push({ ...endOf(call), pid: call.pid, call: call.name, path, errno: call.result.errno, write });
  }

  return {
    // Nearly all of a trace is such calls: which of them say something is asked of the line, before it is read.
    wanted: [
      ...Object.keys(pathCalls).map((name) => ({ name, contains: marks, errnos })),
      ...[...descriptorCalls, ...resourceCalls].map((name) => ({ name, errnos })),
    ],
    onSyscall(call, state) {
      const { errno } = call.result;
      // Most calls are neither; their arguments are not worth parsing.
      if (!isTelling(errno) && !isOfInterest(call.argsText)) return;
      const shape = pathCalls[call.name];
      if (shape) {
        const path = pathOf(call, state, shape);
        if (path !== null) note(call, path, isWrite(call));
      } else if (isTelling(errno)) {
        const path = resourceCalls.includes(call.name) ? "" : (openFileOf(call, state)?.path ?? "");
        note(call, path, true);
      }
    },
  };
}

const marks: readonly string[] = [...cacheMarks, ...systemMarks];
const errnos: readonly string[] = [...telling];

function isTelling(errno: string | null): boolean {
  return errno !== null && telling.has(errno);
}

function isOfInterest(path: string): boolean {
  return marks.some((mark) => path.includes(mark));
}

function pathOf(
  call: SyscallEvent,
  state: TraceState,
  shape: { directory: number | null; path: number },
): string | null {
  const text = pathText(call, shape.path);
  if (text === null) return null;
  const directory = shape.directory === null ? null : (argumentsOf(call)[shape.directory] ?? null);
  return state.resolvePath(call.tid, directory, text);
}

function isWrite(call: SyscallEvent): boolean {
  switch (call.name) {
    case "open":
      return hasFlag(argumentsOf(call)[1]?.value, "O_WRONLY", "O_RDWR", "O_CREAT");
    case "openat":
      return hasFlag(argumentsOf(call)[2]?.value, "O_WRONLY", "O_RDWR", "O_CREAT");
    case "stat":
    case "lstat":
    case "newfstatat":
    case "statx":
    case "execve":
    case "chdir":
      return false;
    default:
      return true;
  }
}
