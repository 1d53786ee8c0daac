import { mapTrace, parseTraceLine, type TraceLine } from "./trace-line.ts";

/** Gives every process and thread another number, wherever strace or the system names one. */
export function renumber(trace: string, by: number): string {
  const pids = new Set<string>();
  for (const text of trace.split("\n")) pids.add(parseTraceLine(text)?.pid ?? "");
  pids.delete("");
  // A trace whose first lines have no pid names its first process only where a thread of it is born or signalled.
  for (const [, pid = ""] of trace.matchAll(/\b(?:si_pid=|tgkill\()(\d+)/g)) pids.add(pid);
  const shift = (pid: string): string => (pids.has(pid) ? String(Number(pid) + by) : pid);
  return mapTrace(trace, (line) => ({
    ...shiftLeader(line, shift),
    call: shiftCall(line.call, shift),
  })).replaceAll(
    /^(strace: Process )(\d+)( (?:at|de)tached)$/gm,
    (_, before: string, pid: string, behind: string) => before + shift(pid) + behind,
  );
}

/** strace fills a pid up to five characters, whatever its own width is. */
function shiftLeader({ head, pid, gap, ...rest }: TraceLine, shift: (pid: string) => string): TraceLine {
  const shifted = shift(pid);
  const grown = shifted.length - pid.length;
  if (head !== "") {
    const blanks = Math.max(1, head.length - "[pid".length - grown);
    return { ...rest, head: `[pid${" ".repeat(blanks)}`, pid: shifted, gap };
  }
  return { ...rest, head, pid: shifted, gap: pid === "" ? gap : " ".repeat(Math.max(1, gap.length - grown)) };
}

const returnsPid =
  /^(?:<\.\.\. )?(?:clone3?|v?fork|wait4|waitpid|getpid|gettid|getppid|getpgrp|getpgid|getsid|setsid|set_tid_address)\b/;

function shiftCall(call: string, shift: (pid: string) => string): string {
  const named = call
    .replaceAll(
      /\b(si_pid=|_tid=\[|P_PID, |P_PIDFD, |wait4\(|\bkill\()(\d+)/g,
      (_, before: string, pid: string) => before + shift(pid),
    )
    .replaceAll(
      /\btgkill\((\d+), (\d+)/g,
      (_, group: string, thread: string) => `tgkill(${shift(group)}, ${shift(thread)}`,
    )
    .replaceAll(/"\/proc\/(\d+)\//g, (_, pid: string) => `"/proc/${shift(pid)}/`);
  if (!returnsPid.test(call)) return named;
  return named.replace(
    /( = )(\d+)((?: <[\d.]+>)?)$/,
    (_, is: string, pid: string, took: string) => is + shift(pid) + took,
  );
}
