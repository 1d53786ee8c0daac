import type { OpenFile, SyscallEvent, TraceState } from "../model/event.ts";
import type { LockHolder, LockWait, Moment } from "../model/facts.ts";
import { compareOrigins } from "../model/origin.ts";
import { argumentsOf } from "../syntax/arguments.ts";
import { hasFlag, openFileOf } from "./call-arguments.ts";
import { type Collector, endOf, startOf, wantAll } from "./collector.ts";

/** Below this a lock was free, and the call took what any call takes under strace. */
const freeLockMicros = 50_000;

/** A lock that was taken, by an open file: dups and forks of it share the lock, another open of the path does not. */
interface Hold extends LockHolder {
  file: OpenFile;
  released: Moment | null;
}

/**
 * Finds waits for flock(2), go's only file lock on Linux (cmd/go/internal/lockedfile): calls that took long, failed or
 * never returned. Go waits without a time limit and without a word.
 */
export function collectLockWaits(waits: LockWait[]): Collector {
  const holds = new Map<string, Hold[]>();
  /** Paths of locks that are held: of all files that are closed only these matter. */
  const held = new Set<string>();

  function take(call: SyscallEvent, file: OpenFile, state: TraceState): void {
    if (file.path === null) return;
    const { pid } = call;
    const argv = state.processOf(call.tid).executions.at(-1)?.argv ?? null;
    // What was given back before this one was taken nobody can be waiting for any more.
    const others = (holds.get(file.path) ?? []).filter(({ released }) => released === null);
    holds.set(file.path, [...others, { pid, argv, since: endOf(call), file, released: null }]);
    held.add(file.path);
  }

  function release(file: OpenFile, at: Moment): void {
    for (const hold of holds.get(file.path ?? "") ?? []) {
      if (hold.file.id === file.id) hold.released ??= at;
    }
  }

  function holderOf(call: SyscallEvent, file: OpenFile | null, state: TraceState): LockHolder | null {
    const asked = startOf(call);
    const hold = (holds.get(file?.path ?? "") ?? []).find(
      (one) => one.file.id !== file?.id && isHeldAt(one, asked, state),
    );
    return hold ? { pid: hold.pid, argv: hold.argv, since: hold.since } : null;
  }

  function onFlock(call: SyscallEvent, state: TraceState): void {
    const operation = argumentsOf(call)[1]?.value;
    const file = openFileOf(call, state);
    if (hasFlag(operation, "LOCK_UN")) {
      if (file !== null) release(file, startOf(call));
      return;
    }
    // Where strace itself was stopped in the middle of the arguments, nobody knows what was asked for.
    if (!hasFlag(operation, "LOCK_EX", "LOCK_SH")) return;
    if (!hasFlag(operation, "LOCK_NB") && isWait(call)) {
      waits.push({ ...waitOf(call), path: file?.path ?? "", holder: holderOf(call, file, state) });
    }
    if (file !== null && isGranted(call)) take(call, file, state);
  }

  return {
    wanted: [...wantAll("flock"), { name: "close", files: held }],
    onSyscall(call, state) {
      if (call.name === "flock") onFlock(call, state);
      else if (held.size > 0) {
        const file = openFileOf(call, state);
        if (file !== null && held.has(file.path ?? "")) release(file, startOf(call));
      }
    },
  };
}

function waitOf(call: SyscallEvent): Pick<LockWait, "pid" | "asked" | "granted" | "errno"> {
  const { errno } = call.result;
  return {
    pid: call.pid,
    asked: startOf(call),
    granted: isGranted(call) ? endOf(call) : null,
    errno: isRestart(errno) ? null : errno,
  };
}

function isGranted({ complete, result }: SyscallEvent): boolean {
  return complete && result.errno === null;
}

/** It was taken before the lock was asked for, and neither given back nor its process gone by then. */
function isHeldAt({ since, released, pid }: Hold, asked: Moment, state: TraceState): boolean {
  if (!isBefore(since, asked) || (released !== null && isBefore(released, asked))) return false;
  const end = state.processes.find((process) => process.pid === pid)?.end ?? null;
  return end === null || !isBefore({ at: end.origin, time: end.time }, asked);
}

/** By the clock, or by the order of lines where there is none. */
function isBefore(one: Moment, other: Moment): boolean {
  if (one.time !== null && other.time !== null) return one.time <= other.time;
  return compareOrigins(one.at, other.at) <= 0;
}

/** A call that a signal broke off and that is made again is no wait of its own; one that never returned is. */
function isWait(call: SyscallEvent): boolean {
  if (!call.complete) return true;
  const { errno } = call.result;
  return errno === null ? (call.duration ?? 0) >= freeLockMicros : !isRestart(errno);
}

function isRestart(errno: string | null): boolean {
  return errno === "EINTR" || errno?.startsWith("ERESTART") === true;
}
