// Which processes there are, and whose children they are. proc(5).
import { readFileSync, readdirSync, readlinkSync } from "node:fs";

/** The fields of /proc/PID/stat behind the name, which may hold anything: state, ppid, … Empty where there is no such process. */
export function statOf(pid: number | "self"): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

/** A process and all below it; strace -f follows those that begin from now on. */
export function familyOf(pid: number): number[] {
  const children = childrenByParent();
  const found = [pid];
  for (let at = 0; at < found.length; at += 1) found.push(...(children.get(found[at] ?? 0) ?? []));
  return found;
}

/**
 * The command that strace has started, where its trace does not tell. While strace begins, it has children that are strace themselves:
 * it tries what this kernel can do.
 */
export function commandUnder(strace: number): number | null {
  const own = linkOf(`/proc/${strace}/exe`);
  const children = childrenByParent().get(strace) ?? [];
  const isCommand = (pid: number): boolean => {
    const program = linkOf(`/proc/${pid}/exe`);
    return program !== null && program !== own;
  };
  return children.find(isCommand) ?? null;
}

/** Null where there is no such link, or it may not be read. */
export function linkOf(file: string): string | null {
  try {
    return readlinkSync(file);
  } catch {
    return null;
  }
}

function childrenByParent(): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const parent = Number(statOf(Number(name))[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}
