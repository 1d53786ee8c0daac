// Processes and threads. The trace names threads only; which process each belongs to follows from the clone that
// made it, from tgkill's first argument, or, where nothing tells, is taken to be a process of its own.
import type { Execution, Process, ProcessEnd } from "../model/event.ts";
import type { Origin } from "../model/origin.ts";
import type { Micros } from "../model/time.ts";
import { copyTable, createTable, type DescriptorTable } from "./descriptor-table.ts";

/** A process as this layer keeps it. */
export interface ProcessRecord extends Process {
  pid: number;
  parent: ProcessRecord | null;
  readonly executions: Execution[];
  cwd: string | null;
  readonly threads: Set<number>;
  end: ProcessEnd | null;
  /** Descriptors; shared after a clone with CLONE_FILES. */
  table: DescriptorTable;
}

/** What a clone, fork or vfork that is under way will make. */
export interface Creation {
  readonly parentTid: number;
  readonly thread: boolean;
  readonly sharesFiles: boolean;
  /** The child that was seen running before the call returned. */
  child: number | null;
}

/** When and where a change was seen. */
export interface Seen {
  readonly origin: Origin;
  readonly time: Micros | null;
}

/** All processes of a trace. */
export interface ProcessTable {
  readonly processes: readonly ProcessRecord[];
  /** The process of a thread; makes one for a thread that was never seen. */
  of(tid: number, seen: Seen): ProcessRecord;
  /** The process of a thread that was seen; undefined otherwise. */
  find(tid: number): ProcessRecord | undefined;
  /** The first process of the trace, once there is one. */
  readonly root: ProcessRecord | null;
  /** Threads that are alive, as far as the trace shows. */
  readonly alive: ReadonlySet<number>;
  /** A creating call begins; its child may be seen before it returns. */
  begin(creation: Creation): void;
  /** A creating call returned `child`, or failed with null. Returns true where the child was not known yet. */
  finish(creation: Creation, child: number | null, seen: Seen): boolean;
  /** The creation that a thread that was just seen for the first time came from; null where none is under way. */
  claim(tid: number, seen: Seen): Creation | null;
  /** A thread ended. */
  exit(tid: number, end: ProcessEnd): ProcessRecord;
  /** The process in which a thread executes a program; a thread that was only taken for one becomes a process. */
  execute(tid: number, seen: Seen): ProcessRecord;
  /** All threads but one are gone: a program was executed, and goes on under the leader's id. */
  keepOnly(process: ProcessRecord, tid: number): void;
  /** A thread turns out to belong to the process `pid`. */
  join(tid: number, pid: number, seen: Seen): void;
  /** The first process's id becomes known after its first lines. */
  rename(from: number, to: number): void;
}

/**
 * An empty table. A thread that nothing explains is a process of its own, unless the trace has shown no call that makes
 * processes (`-e trace=network`, attached with -p): it is then taken for a thread of the first process, until it
 * executes a program.
 */
export function createProcessTable(): ProcessTable {
  let creationsSeen = false;
  const assumed = new Set<number>();
  const processes: ProcessRecord[] = [];
  const byTid = new Map<number, ProcessRecord>();
  const alive = new Set<number>();
  const creations = new Set<Creation>();

  const add = (tid: number, process: ProcessRecord): ProcessRecord => {
    process.threads.add(tid);
    byTid.set(tid, process);
    alive.add(tid);
    return process;
  };

  const make = (
    tid: number,
    parent: ProcessRecord | null,
    sharesFiles: boolean,
    { origin, time }: Seen,
  ): ProcessRecord => {
    const record: ProcessRecord = {
      pid: tid,
      parent,
      origin,
      startTime: time,
      executions: parent === null ? [] : parent.executions.slice(-1),
      cwd: parent?.cwd ?? null,
      threads: new Set(),
      end: null,
      table: parent === null ? createTable() : sharesFiles ? parent.table : copyTable(parent.table),
    };
    processes.push(record);
    return add(tid, record);
  };

  const drop = (tid: number): void => {
    alive.delete(tid);
    byTid.get(tid)?.threads.delete(tid);
  };

  const place = (creation: Creation, child: number, seen: Seen): ProcessRecord => {
    const parent = byTid.get(creation.parentTid) ?? make(creation.parentTid, null, false, seen);
    return creation.thread ? add(child, parent) : make(child, parent, creation.sharesFiles, seen);
  };

  const stranger = (tid: number, seen: Seen): ProcessRecord => {
    const root = processes[0];
    if (root === undefined || creationsSeen) return make(tid, null, false, seen);
    assumed.add(tid);
    return add(tid, root);
  };

  return {
    processes,
    alive,
    get root() {
      return processes[0] ?? null;
    },
    find: (tid) => byTid.get(tid),
    of: (tid, seen) => byTid.get(tid) ?? stranger(tid, seen),
    begin(creation) {
      creationsSeen = true;
      creations.add(creation);
    },
    claim(tid, seen) {
      // Threads of one process that all make threads cannot be told apart, and need not be.
      const creation = [...creations].find(({ child }) => child === null);
      if (creation === undefined) return null;
      creation.child = tid;
      place(creation, tid, seen);
      return creation;
    },
    finish(creation, child, seen) {
      creations.delete(creation);
      if (child === null || creation.child === child) return false;
      // Another open call claimed this child: the two calls made each other's children.
      const other = [...creations].find((candidate) => candidate.child === child);
      if (other !== undefined) other.child = creation.child;
      const known = byTid.get(child);
      const parent = byTid.get(creation.parentTid);
      if (known !== undefined && alive.has(child)) {
        adjust(known, child, creation.thread, parent ?? null);
        return false;
      }
      place(creation, child, seen);
      return true;
    },
    exit(tid, end) {
      const process = byTid.get(tid) ?? make(tid, null, false, end);
      drop(tid);
      // The leader's line is the process's own status; a process of which it is not seen takes the last thread's.
      if (process.threads.size === 0 || tid === process.pid) process.end = end;
      return process;
    },
    execute(tid, seen) {
      const process = byTid.get(tid) ?? make(tid, null, false, seen);
      if (!assumed.delete(tid)) return process;
      process.threads.delete(tid);
      return make(tid, process, false, seen);
    },
    keepOnly(process, tid) {
      for (const other of process.threads) if (other !== tid) drop(other);
      add(tid, process);
      process.pid = tid;
    },
    join(tid, pid, seen) {
      const process = byTid.get(tid);
      if (process?.pid === pid || tid === pid) return;
      const leader = byTid.get(pid) ?? make(pid, process?.parent ?? null, false, seen);
      if (process !== undefined) adjust(process, tid, true, leader);
      else add(tid, leader);
    },
    rename(from, to) {
      const process = byTid.get(from);
      if (process === undefined) return;
      drop(from);
      byTid.delete(from);
      process.pid = to;
      add(to, process);
    },
  };

  /** Moves a thread that was taken for another process's, or gives a process its parent. */
  function adjust(known: ProcessRecord, child: number, thread: boolean, parent: ProcessRecord | null): void {
    if (!thread) {
      if (known.pid === child) known.parent ??= parent === known ? null : parent;
      return;
    }
    if (parent === null || known === parent) return;
    known.threads.delete(child);
    add(child, parent);
    const index = processes.indexOf(known);
    if (known.threads.size === 0 && index > 0) processes.splice(index, 1);
  }
}
