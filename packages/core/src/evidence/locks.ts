import type { SyscallEvent } from "../model/event.ts";
import type { LockWait } from "../model/facts.ts";
import { argumentsOf } from "../syntax/arguments.ts";
import { hasFlag, openFileOf } from "./call-arguments.ts";
import { type Collector, endOf, startOf, wantAll } from "./collector.ts";

/** Below this a lock was free, and the call took what any call takes under strace. */
const freeLockMicros = 50_000;

/**
 * Finds waits for flock(2), go's only file lock on Linux (cmd/go/internal/lockedfile): calls that took long, failed or
 * never returned. Go waits without a time limit and without a word.
 */
export function collectLockWaits(waits: LockWait[]): Collector {
  return {
    wanted: wantAll("flock"),
    onSyscall(call, state) {
      const operation = argumentsOf(call)[1]?.value;
      if (hasFlag(operation, "LOCK_UN", "LOCK_NB") || !isWait(call)) return;
      const { errno } = call.result;
      waits.push({
        pid: call.pid,
        path: openFileOf(call, state)?.path ?? "",
        asked: startOf(call),
        granted: call.complete && errno === null ? endOf(call) : null,
        errno: isRestart(errno) ? null : errno,
      });
    },
  };
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
