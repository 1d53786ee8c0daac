// Other tracers whose logs resemble strace's. They are refused by name: their words mean other things (errors without
// names, results in hexadecimal, entries and exits as separate records), and a guess would mislead.

interface LookAlike {
  readonly tool: string;
  /** True for a line that only this tool prints. */
  readonly matches: (line: string) => boolean;
}

const linePattern = (pattern: RegExp) => (line: string) => pattern.test(line);

const lookAlikes: readonly LookAlike[] = [
  // I0605 12:34:56.789012  1 strace.go:567] [   1:   1] bash E openat(AT_FDCWD /, …)
  { tool: "gVisor", matches: linePattern(/\bstrace\.go:\d+\] \[ *\d+/) },
  // [pid 1234] E openat(…) / X openat(…) = 0x3 (12.3µs); PID 7 exited from exit status 0 (code = 0)
  {
    tool: "u-root strace",
    matches: linePattern(
      /^(?:\[(?:pid +)?\d+\] )?[EX] [a-z0-9_]+\(|^PID \d+ (?:exited from|spawned new child|got signal) /,
    ),
  },
  // 0.010 ( 0.004 ms): ls/1234 openat(dfd: CWD, filename: …) = 3
  { tool: "perf trace", matches: linePattern(/^ *\d+\.\d+ \((?: *\d+\.\d+ ms| *)\): /) },
  // FreeBSD: open("/x",O_RDONLY,00) ERR#2 'No such file or directory'; Solaris and AIX: Err#2 ENOENT
  { tool: "truss", matches: linePattern(/\) +(?:ERR#\d+ '|Err#\d+ |= \d+ \(0x[0-9a-f]+\)$)/) },
  // malloc(32) = 0x55d0; exe->main(); SYS_brk(0); +++ exited (status 0) +++
  {
    tool: "ltrace",
    matches: linePattern(
      /^(?:\[pid \d+\] )?(?:SYS_[a-z0-9_]+@?\S*\(|[\w.]+->\w+\(|__libc_start_main\(|(?:malloc|free|strlen|memset|puts|printf|setlocale)\()|^\+\+\+ exited \(status /,
    ),
  },
];

// lurk puts the pid where strace -n puts the call's number: [20201] access("/etc/ld.so.preload", 4) = -2
const lurkLine = /^\[(\d+)\] ([a-z0-9_]+)\(.*\) = (?:-?\d+|0x[0-9a-f]+)$/;

/** The tool that wrote these lines, where it is a look-alike of strace; null otherwise. */
export function lookAlikeOf(lines: readonly string[]): string | null {
  const written = lines.filter((line) => line !== "");
  const enough = Math.max(1, written.length / 4);
  for (const { tool, matches } of lookAlikes) {
    if (written.filter((line) => matches(line)).length >= enough) return tool;
  }
  return isLurk(written) ? "lurk" : null;
}

/** One number in front of calls of several names is a pid; numbers of calls differ with the name. */
function isLurk(lines: readonly string[]): boolean {
  const matches = lines.map((line) => lurkLine.exec(line)).filter((match) => match !== null);
  const names = new Set(matches.map((match) => match[2]));
  const numbers = new Set(matches.map((match) => match[1]));
  return matches.length > lines.length / 2 && names.size > numbers.size;
}
