/** A version of strace, `5.10` as [5, 10]; null for one that is none (`UNKNOWN`, of a build from a shallow clone). */
type Version = readonly [number, number] | null;

/** Calls that look for files, make, change or remove them. Not readlink, which compilers call by the ten thousand. */
const fileCalls = [
  "open",
  "openat",
  "openat2",
  "creat",
  "stat",
  "lstat",
  "newfstatat",
  "stat64",
  "lstat64",
  "fstatat64",
  "statx",
  "access",
  "faccessat",
  "faccessat2",
  "mkdir",
  "mkdirat",
  "rename",
  "renameat",
  "renameat2",
  "unlink",
  "unlinkat",
  "rmdir",
  "link",
  "linkat",
  "symlink",
  "symlinkat",
  "chmod",
  "fchmodat",
  "fchmodat2",
  "truncate",
  "chdir",
  "chroot",
  "getcwd",
];

/**
 * Calls on descriptors: names and files, sockets and what goes through them, locks, and the bytes of go's messages. Each call that is
 * recorded stops the program twice, so that those which say nothing are left out, be they as many as they may: pread64, by which
 * the members of an archive are read, and fcntl, which go calls for each file that it opens (go locks by flock, and -yy says of each
 * descriptor what it is).
 */
const descriptorCalls = [
  "read",
  "write",
  "readv",
  "writev",
  "pwrite64",
  "close",
  "dup",
  "dup2",
  "dup3",
  "flock",
  "ftruncate",
  "fallocate",
  "fsync",
  "copy_file_range",
  "pipe",
  "pipe2",
  "fchdir",
  "pidfd_open",
];

/** Calls that start programs, wait for them and end them. Not tgkill, by which Go's runtime interrupts its own threads. */
const processCalls = [
  "execve",
  "execveat",
  "clone",
  "clone3",
  "fork",
  "vfork",
  "exit",
  "exit_group",
  "wait4",
  "waitid",
  "kill",
];

/**
 * Calls that a thread makes at its very start: Go's runtime gettid (runtime/os_linux.go, minit), libc set_robust_list. They tell nothing.
 * But strace lets a thread run by the filter of --seccomp-bpf only from its first recorded call on (strace.c, TE_SECCOMP); until then
 * it stops the thread at all calls, and some of Go's threads, as the one that looks after the others, never make one that we want.
 */
const firstCallsOfThreads = ["gettid", "set_robust_list"];

/** Environment and arguments, HTTP headers, a whole go.mod fit; what is longer is contents. */
const stringSize = 4096;

/**
 * The options of strace for a recording: as much as this version can tell, at as little cost. strace(1), and its NEWS for what came
 * when.
 *
 * @param version as `strace --version` prints it
 */
export function straceOptions(version: string, { attach }: { attach: boolean }): string[] {
  const known = parseVersion(version);
  // A version that cannot be read is that of somebody who builds strace: it is new.
  const has = (major: number, minor: number): boolean =>
    known === null || known[0] > major || (known[0] === major && known[1] >= minor);
  const filtered = has(5, 3) && !attach;
  return [
    "-f",
    // Stops the command at the calls that are recorded only. It is for commands that strace starts.
    ...(filtered ? ["--seccomp-bpf"] : []),
    "-ttt",
    "-T",
    // Behind each descriptor the file or the two ends of the connection; before 4.10 files alone.
    ...(has(4, 10) ? ["-yy"] : ["-y"]),
    "-s",
    String(stringSize),
    "-e",
    `trace=${traceSet(has, filtered)}`,
    // The environment that each program got, of which the bundle keeps what go and git look at.
    "-e",
    has(4, 10) ? "abbrev=!execve,execveat" : "abbrev=!execve",
    // Go's runtime interrupts its own threads by it, many times a second. runtime/signal_unix.go, sigPreempt.
    "-e",
    "signal=!SIGURG",
  ];
}

/** The options for somebody who reads them; the names of the calls, which fill a page, are in the recording's manifest.json. */
export function shownOptions(options: readonly string[]): string {
  return options
    .map((option) => {
      const [first, ...others] = option.split(",");
      return others.length < 10 ? option : `${first},… (${others.length} more)`;
    })
    .join(" ");
}

/** Not every processor has every call (arm64 has no dup2); since 4.21 at the latest a question mark makes a name optional. */
function traceSet(has: (major: number, minor: number) => boolean, filtered: boolean): string {
  if (!has(4, 21)) return ["file", "network", "process", "desc"].join(",");
  const names = [...processCalls, ...fileCalls, ...descriptorCalls, ...(filtered ? firstCallsOfThreads : [])];
  return ["%network", ...names.map((name) => `?${name}`)].join(",");
}

function parseVersion(text: string): Version {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(text) ?? [];
  return major === undefined || minor === undefined ? null : [Number(major), Number(minor)];
}
