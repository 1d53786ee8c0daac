import { parseTraceLine, traceLine, type TraceLine } from "./trace-line.ts";

// What a thread does about its own stack, memory, signals and sleep: no other thread can see whether it came first.
const ofNoConcern =
  /^(?:<\.\.\. )?(?:futex|nanosleep|rt_sig(?:action|procmask|return)|sigaltstack|mmap|munmap|madvise|mprotect|brk|sched_(?:yield|getaffinity)|prlimit64|clock_gettime|getrandom)\b/;

// Calls that only look: two of them may change places.
const looks =
  /^(?:<\.\.\. )?(?:newfstatat|fstat|l?stat|statx|f?statfs|readlink(?:at)?|access|faccessat2?|getcwd|uname|lseek|get[pt]?id|getuid)\b/;

/**
 * Swaps neighbours of different threads where one of the two is of no concern to the other. The times stay where they
 * are: the clock still runs forward.
 */
export function swapNeighbours(trace: string): string {
  const lines = trace.split("\n");
  for (let i = 0; i + 1 < lines.length; i += 1) {
    const first = parseTraceLine(lines[i] ?? "");
    const second = parseTraceLine(lines[i + 1] ?? "");
    if (!first || !second || !independent(first, second)) continue;
    lines[i] = traceLine({ ...second, time: first.time });
    lines[i + 1] = traceLine({ ...first, time: second.time });
    // Both lines moved; to move one of them again could take it past a line that it depends on.
    i += 1;
  }
  return lines.join("\n");
}

function independent(first: TraceLine, second: TraceLine): boolean {
  if (first.pid === "" || second.pid === "" || first.pid === second.pid) return false;
  if (looks.test(first.call) && looks.test(second.call)) return true;
  return ofNoConcern.test(first.call) || ofNoConcern.test(second.call);
}
