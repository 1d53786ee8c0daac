// Calls whose end the trace has not shown yet. A thread has at most one.
import type { SyscallEvent } from "../model/event.ts";
import type { Origin } from "../model/origin.ts";
import { micros, type Micros } from "../model/time.ts";
import { noResult, timedResult, type TimedResult } from "../syntax/result.ts";
import type { OpenFileRecord } from "./descriptor-table.ts";
import { executingCalls } from "./execution.ts";
import type { Creation, Seen } from "./process-table.ts";

/** A call as far as its beginning shows it. */
export interface OpenCall {
  readonly tid: number;
  readonly origin: Origin;
  readonly time: Micros | null;
  readonly name: string;
  /** The arguments that are printed so far. */
  readonly args: string;
  /** The descriptor that the arguments begin with; -1 for none. */
  readonly fd: number;
  /** What it referred to when the call began, as far as was known: another thread may close or reuse it meanwhile. */
  readonly file: OpenFileRecord | null;
  readonly creation: Creation | null;
}

/** Open calls by thread. */
export interface OpenCalls {
  set(call: OpenCall): void;
  get(tid: number): OpenCall | undefined;
  /** Takes a thread's call out. */
  remove(tid: number): OpenCall | undefined;
  /** The beginning that an end of this name on this thread belongs to. */
  match(name: string, tid: number): OpenCall | undefined;
  /** The only thread with an open call of this name; null where there is none or several. */
  threadWith(name: string): number | null;
  /** The exec of thread `by` goes on under the id of `tid`, its group's leader. */
  supersede(tid: number, by: number): void;
  /** All, in the order in which they began. */
  all(): readonly OpenCall[];
}

/** Nothing is open. */
export function createOpenCalls(): OpenCalls {
  const open = new Map<number, OpenCall>();
  const superseded = new Map<number, number>();

  /** After an exec of a thread that is not the leader, the end stands under the leader's id. */
  const transferred = (tid: number): OpenCall | undefined => {
    const by = superseded.get(tid);
    superseded.delete(tid);
    if (by !== undefined) return open.get(by);
    // -qqq hides the line that tells which thread it was.
    return [...open.values()].find((call) => executingCalls.has(call.name) && call.tid !== tid);
  };

  return {
    set: (call) => void open.set(call.tid, call),
    get: (tid) => open.get(tid),
    remove(tid) {
      const call = open.get(tid);
      open.delete(tid);
      return call;
    },
    match(name, tid) {
      const own = open.get(tid);
      if (own?.name === name) return own;
      return executingCalls.has(name) ? transferred(tid) : undefined;
    },
    threadWith(name) {
      const tids = [...open.values()].filter((call) => call.name === name).map(({ tid }) => tid);
      return tids.length === 1 ? (tids[0] ?? null) : null;
    },
    supersede: (tid, by) => void superseded.set(tid, by),
    all: () =>
      [...open.values()].toSorted((a, b) => a.origin.input - b.origin.input || a.origin.line - b.origin.line),
  };
}

/** Where and how a call ended. */
export interface CallEnd {
  readonly tid: number;
  readonly pid: number;
  /** All arguments, both halves joined. */
  readonly args: string;
  /** What stands behind `= `; null where it never returned. */
  readonly result: string | TimedResult | null;
  /** The line that ends it. */
  readonly seen: Seen;
}

/** The event of a call that ended, or that never will. */
export function syscallEvent(
  call: OpenCall,
  { tid, pid, args, result: printed, seen }: CallEnd,
): SyscallEvent {
  const timed = printed === null ? never : timedResult(printed);
  const { result } = timed;
  const duration = timed.duration ?? elapsed(call, seen, printed !== null);
  return {
    kind: "syscall",
    origin: call.origin,
    endOrigin: seen.origin,
    tid,
    pid,
    time: call.time,
    duration: duration === null ? null : micros(duration),
    endTime: call.time === null || duration === null ? null : micros(call.time + duration),
    name: call.name,
    argsText: args,
    result,
    // A bare `?`: exit_group, or a thread that was killed in the call.
    complete: printed !== null && (result.value !== null || result.errno !== null || result.note !== null),
    parsedArguments: null,
  };
}

const never: TimedResult = { result: noResult, duration: null };

/** Microseconds from a call's beginning to its second half; null for calls on one line. */
function elapsed(call: OpenCall, { origin, time }: Seen, returned: boolean): number | null {
  if (!returned || origin === call.origin || call.time === null || time === null) return null;
  return Math.max(0, time - call.time);
}
