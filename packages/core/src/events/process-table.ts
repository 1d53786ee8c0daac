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
  /** There are threads of which the trace has not shown what made them. */
  readonly unsure: boolean;
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
  let strangers = 0;
  let highest = 0;
  const assumed = new Set<number>();
  const announced = new Set<number>();
  const processes: ProcessRecord[] = [];
  const byTid = new Map<number, ProcessRecord>();
  const alive = new Set<number>();
  const creations = new Set<Creation>();

  const add = (tid: number, process: ProcessRecord): ProcessRecord => {
    process.threads.add(tid);
    byTid.set(tid, process);
    highest = Math.max(highest, tid);
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

  /** True once for each new thread. */
  const announce = (tid: number): boolean => {
    const isNew = !announced.has(tid);
    announced.add(tid);
    return isNew;
  };

  const drop = (tid: number): void => {
    alive.delete(tid);
    announced.delete(tid);
    byTid.get(tid)?.threads.delete(tid);
  };

  const place = (creation: Creation, child: number, seen: Seen): ProcessRecord => {
    const parent = byTid.get(creation.parentTid) ?? make(creation.parentTid, null, false, seen);
    return creation.thread ? add(child, parent) : make(child, parent, creation.sharesFiles, seen);
  };

  const stranger = (tid: number, seen: Seen): ProcessRecord => {
    const root = processes[0];
    if (root !== undefined) strangers += 1;
    if (root === undefined || creationsSeen) return make(tid, null, false, seen);
    assumed.add(tid);
    return add(tid, root);
  };

  return {
    processes,
    alive,
    get unsure() {
      return strangers > 0;
    },
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
      // The kernel numbers threads in the order in which they are made: where two calls are under way and the numbers
      // went to 78, the thread 80 is the second call's. Numbers that others took in between point to the last one.
      const open = [...creations].filter(({ child }) => child === null);
      const ahead = tid - highest - 1;
      const creation = open.length < 2 ? open[0] : open[Math.min(Math.max(ahead, 0), open.length - 1)];
      if (creation === undefined) return null;
      creation.child = tid;
      announce(tid);
      place(creation, tid, seen);
      return creation;
    },
    finish(creation, child, seen) {
      creations.delete(creation);
      if (child === null || creation.child === child) return false;
      // Another open call claimed this child: the two calls made each other's children.
      const other = [...creations].find((candidate) => candidate.child === child);
      if (other !== undefined) swap(creation, other, seen);
      else if (alive.has(child) || endedEarly(creation, child)) settle(creation, child, seen);
      else place(creation, child, seen);
      return announce(child);
    },
    exit(tid, end) {
      const process = byTid.get(tid) ?? make(tid, null, false, end);
      drop(tid);
      // The leader's line is the process's own status; a process of which it is not seen takes the last thread's.
      if (process.threads.size === 0 || tid === process.pid) process.end = end;
      return process;
    },
    execute(tid, seen) {
      // Two calls under way, a thread's and a process's: the child that executes a program is the process.
      const mistaken = [...creations].find(({ child, thread }) => child === tid && thread);
      const fork = mistaken && [...creations].find(({ thread }) => !thread);
      if (mistaken && fork) swap(mistaken, fork, seen);
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
      if (process !== undefined) move(tid, process, leader);
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

  /** The child was over before its call returned, which vfork(2) is made for, and nothing had told whose it was. */
  function endedEarly({ thread }: Creation, child: number): boolean {
    const known = byTid.get(child);
    if (thread || known?.pid !== child || known === processes[0]) return false;
    return known.parent === null && known.end !== null && known.executions.length === 0;
  }

  /** Each of two calls was given the other's child. */
  function swap(a: Creation, b: Creation, seen: Seen): void {
    [a.child, b.child] = [b.child, a.child];
    for (const creation of [a, b]) if (creation.child !== null) settle(creation, creation.child, seen);
  }

  /** Puts a child that is running where its call says that it belongs. */
  function settle(creation: Creation, child: number, seen: Seen): void {
    const known = byTid.get(child);
    const parent = byTid.get(creation.parentTid);
    if (known === undefined) place(creation, child, seen);
    else if (parent === undefined || parent === known) return;
    else if (creation.thread) move(child, known, parent);
    else if (known.pid === child) known.parent = parent;
    else {
      known.threads.delete(child);
      make(child, parent, creation.sharesFiles, seen);
    }
  }

  function move(tid: number, from: ProcessRecord, to: ProcessRecord): void {
    from.threads.delete(tid);
    add(tid, to);
    const index = processes.indexOf(from);
    if (from.threads.size === 0 && index > 0) processes.splice(index, 1);
  }
}
