/** A version of strace, `5.10` as [5, 10]; null for one that is none (`UNKNOWN`, of a build from a shallow clone). */
type Version = readonly [number, number] | null;

/**
 * What must be recorded so that every stage can be told: names and files, sockets and what goes through them, programs and how they
 * end, locks, and the bytes of go's messages.
 */
const calls = [
  "read",
  "write",
  "readv",
  "writev",
  "pread64",
  "pwrite64",
  "close",
  "dup",
  "dup2",
  "dup3",
  "fcntl",
  "flock",
  "ftruncate",
  "fallocate",
  "fsync",
  "copy_file_range",
  "pipe",
  "pipe2",
  "fchdir",
  // For the sake of ENOMEM.
  "mmap",
  "pidfd_open",
];

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
  return [
    "-f",
    // Stops the command at the calls that are recorded only. It is for commands that strace starts.
    ...(has(5, 3) && !attach ? ["--seccomp-bpf"] : []),
    "-ttt",
    "-T",
    // Behind each descriptor the file or the two ends of the connection; before 4.10 files alone.
    ...(has(4, 10) ? ["-yy"] : ["-y"]),
    "-s",
    String(stringSize),
    "-e",
    `trace=${traceSet(has)}`,
    // The environment that each program got, of which the bundle keeps what go and git look at.
    "-e",
    "abbrev=!execve,execveat",
    // Go's runtime interrupts its own threads by it, many times a second. runtime/signal_unix.go, sigPreempt.
    "-e",
    "signal=!SIGURG",
  ];
}

/** Not every processor has every call (arm64 has no dup2); since 4.21 at the latest a question mark makes a name optional. */
function traceSet(has: (major: number, minor: number) => boolean): string {
  if (!has(4, 21)) return ["file", "network", "process", "desc"].join(",");
  return ["%file", "%network", "%process", ...calls.map((name) => `?${name}`)].join(",");
}

function parseVersion(text: string): Version {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(text) ?? [];
  return major === undefined || minor === undefined ? null : [Number(major), Number(minor)];
}
