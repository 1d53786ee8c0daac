import type { OpenFile, SyscallEvent, TraceState } from "../model/event.ts";
import { argumentsOf } from "../syntax/arguments.ts";
import type { SharedZero } from "../syntax/clock.ts";
import { absolutePath, type Descriptors, type Subject } from "./descriptors.ts";
import type { ProcessRecord, ProcessTable } from "./process-table.ts";

/** The state that consumers see, and the call that it is asked about. */
export interface CurrentState {
  readonly state: TraceState;
  /** Answers are as of this call, until `leave`. */
  enter(event: SyscallEvent, subject: Subject | null): void;
  leave(): void;
}

/** Makes the consumers' view of the tables. */
export function createTraceState(
  table: ProcessTable,
  descriptors: Descriptors,
  zero: SharedZero,
): CurrentState {
  let current: { readonly event: SyscallEvent; readonly subject: Subject | null } | null = null;

  const processOf = (tid: number): ProcessRecord => {
    const known = table.find(tid);
    if (known !== undefined) return known;
    const origin = current?.event.origin ?? { input: 0, line: 0, offset: 0 };
    return table.of(tid, { origin, time: current?.event.time ?? null });
  };

  const descriptorOf = (tid: number, fd: number): OpenFile | null => {
    const process = processOf(tid);
    if (current === null || current.event.tid !== tid) return process.table.get(fd)?.file ?? null;
    const { event, subject } = current;
    if (subject?.fd === fd) return subject.file;
    return descriptors.lookUp(process, fd, event, argumentsOf(event));
  };

  return {
    state: {
      processes: table.processes,
      processOf,
      descriptorOf,
      resolvePath: (tid, directory, path) => absolutePath(processOf(tid), directory, path),
      get epoch() {
        return zero.epoch;
      },
    },
    enter(event, subject) {
      current = { event, subject };
    },
    leave() {
      current = null;
    },
  };
}
