// What /proc tells of processes that run, for a recording of one that hangs. proc(5).
import { readFileSync, readdirSync } from "node:fs";
import type { HeldLock, OpenSocket, ProcessLine, RunningProcess, TakenLine } from "@gotrace/core";
import { isRelevantVariable } from "../machine/environment.ts";
import type { Machine } from "../machine/machine.ts";
import { heldLocks } from "./held-locks.ts";
import { linkOf, statOf } from "./process-tree.ts";
import { socketTable, type SocketRow } from "./socket-table.ts";
import { tcpCounters, type TcpCounters } from "./tcp-counters.ts";

/** All that is known of these processes at this moment, as the lines of processes.jsonl. */
export async function readProcesses(
  pids: readonly number[],
  when: TakenLine["when"],
  machine: Machine,
): Promise<ProcessLine[]> {
  const counters = await tcpCounters(machine);
  const taken: TakenLine = { gotraceProcesses: 1, kind: "taken", when, epochMs: Date.now() };
  const processes = pids.flatMap((pid) => readRunning(pid, pid === pids[0]) ?? []);
  return [
    taken,
    ...processes,
    ...processes.flatMap((process) => socketsOf(process, counters)),
    ...heldLocks(pids).map(({ waiting, holder }): HeldLock => ({
      kind: "lock",
      waiting,
      holder,
      holderArgv: argvOf(holder),
    })),
  ];
}

/** Its words, or none where they may not be read. */
export function argvOf(pid: number): string[] {
  return split(contents(`/proc/${pid}/cmdline`));
}

/** All of its environment: what it was started with. */
export function environmentOf(pid: number): Record<string, string> {
  const variables = split(contents(`/proc/${pid}/environ`)).flatMap((each) => {
    const at = each.indexOf("=");
    return at > 0 ? [[each.slice(0, at), each.slice(at + 1)] as const] : [];
  });
  return Object.fromEntries(variables);
}

function readRunning(pid: number, isRoot: boolean): RunningProcess | null {
  const stat = statOf(pid);
  if (stat.length < 13) return null;
  const environment = Object.entries(environmentOf(pid)).filter(([name]) => isRelevantVariable(name));
  const [, soft, hard] = /^Max open files +(\S+) +(\S+)/m.exec(contents(`/proc/${pid}/limits`)) ?? [];
  return {
    kind: "process",
    pid,
    parent: isRoot ? null : Number(stat[1]),
    argv: argvOf(pid),
    program: linkOf(`/proc/${pid}/exe`),
    cwd: linkOf(`/proc/${pid}/cwd`),
    environment: environment.length === 0 ? null : Object.fromEntries(environment),
    state: stat[0] ?? null,
    threads: numberIn(/^Threads:\s*(\d+)$/m.exec(contents(`/proc/${pid}/status`))?.[1]),
    cpuMs: (Number(stat[11]) + Number(stat[12])) * msPerTick,
    openFiles: soft === undefined ? null : { soft: numberIn(soft), hard: numberIn(hard) },
    descriptors: descriptorsOf(pid),
  };
}

/** sysconf(_SC_CLK_TCK) is 100 wherever Linux is. */
const msPerTick = 10;
/** Who has more has them all alike. */
const mostDescriptors = 200;

function descriptorsOf(pid: number): Record<string, string> {
  const names = entriesOf(`/proc/${pid}/fd`).slice(0, mostDescriptors);
  return Object.fromEntries(
    names.flatMap((name) => {
      const target = linkOf(`/proc/${pid}/fd/${name}`);
      return target === null ? [] : [[name, target]];
    }),
  );
}

function socketsOf(
  { pid, descriptors }: RunningProcess,
  counters: ReadonlyMap<number, TcpCounters>,
): OpenSocket[] {
  const rows = new Map(socketTable(pid).map((row) => [row.inode, row]));
  return Object.entries(descriptors).flatMap(([fd, target]) => {
    const inode = Number(/^socket:\[(\d+)\]$/.exec(target)?.[1]);
    const row = rows.get(inode);
    return row === undefined ? [] : [openSocket(pid, Number(fd), row, counters.get(inode))];
  });
}

function openSocket(pid: number, fd: number, row: SocketRow, counted: TcpCounters | undefined): OpenSocket {
  const { sent = null, received = null, sentAgoMs = null, receivedAgoMs = null } = counted ?? {};
  return { kind: "socket", pid, fd, ...row, sent, received, sentAgoMs, receivedAgoMs };
}

function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

function split(text: string): string[] {
  return text.split("\0").filter((part) => part !== "");
}

function contents(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
