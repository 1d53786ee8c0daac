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
      if (hasFlag(operation, "LOCK_UN") || hasFlag(operation, "LOCK_NB")) return;
      const errno = call.result.errno;
      const interrupted = errno === "EINTR" || errno?.startsWith("ERESTART") === true;
      if (interrupted && call.complete) return;
      const took = call.duration ?? 0;
      if (call.complete && errno === null && took < freeLockMicros) return;
      const path = openFileOf(call, state)?.path ?? null;
      waits.push({
        pid: call.pid,
        path: path ?? "",
        asked: startOf(call),
        granted: call.complete && errno === null ? endOf(call) : null,
        errno: interrupted ? null : errno,
      });
    },
  };
}
