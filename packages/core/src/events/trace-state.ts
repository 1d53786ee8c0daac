import type { OpenFile, SyscallEvent, TraceState } from "../model/event.ts";
import { argumentsOf } from "../syntax/arguments.ts";
import type { SharedZero } from "../syntax/clock.ts";
import { descriptorNumber, targetOf } from "../syntax/values.ts";
import type { OpenFileRecord } from "./descriptor-table.ts";
import { absolutePath, firstTarget, type Descriptors } from "./descriptors.ts";
import type { OpenCall } from "./open-calls.ts";
import type { ProcessRecord, ProcessTable } from "./process-table.ts";

/** The state that consumers see, and the call that it is asked about. */
export interface CurrentState {
  readonly state: TraceState;
  /** Answers are as of this call, until `leave`. */
  enter(event: SyscallEvent, call: OpenCall, process: ProcessRecord): void;
  leave(): void;
  /** What the first argument of the call that was entered refers to. */
  readonly subject: () => OpenFileRecord | null;
}

/** Makes the consumers' view of the tables. */
export function createTraceState(
  table: ProcessTable,
  descriptors: Descriptors,
  zero: SharedZero,
): CurrentState {
  let event: SyscallEvent | null = null;
  let call: OpenCall | null = null;
  let caller: ProcessRecord | null = null;
  let resolved: OpenFileRecord | null | undefined;

  const processOf = (tid: number): ProcessRecord => {
    const known = table.find(tid);
    if (known !== undefined) return known;
    return table.of(tid, event ?? { origin: { input: 0, line: 0, offset: 0 }, time: null });
  };

  const subject = (): OpenFileRecord | null => {
    if (resolved !== undefined) return resolved;
    if (event === null || call === null || caller === null || call.fd < 0) return null;
    const target = firstTarget(event.argsText);
    resolved = descriptors.settle(caller, call.fd, call.file, target, event, event.name === "close");
    return resolved;
  };

  const annotated = (
    process: ProcessRecord,
    fd: number,
    { origin, time }: SyscallEvent,
    args: ReturnType<typeof argumentsOf>,
  ): OpenFile | null => {
    const argument = args.find(
      (candidate) => descriptorNumber(candidate) === fd && targetOf(candidate) !== null,
    );
    const known = process.table.get(fd)?.file ?? null;
    return descriptors.settle(process, fd, known, targetOf(argument), { origin, time }, false);
  };

  return {
    subject,
    state: {
      processes: table.processes,
      processOf,
      descriptorOf(tid, fd) {
        if (event !== null && event.tid === tid && call !== null) {
          if (fd === call.fd) return subject();
          return annotated(processOf(tid), fd, event, argumentsOf(event));
        }
        return processOf(tid).table.get(fd)?.file ?? null;
      },
      resolvePath: (tid, directory, path) => absolutePath(processOf(tid), directory, path),
      get epoch() {
        return zero.epoch;
      },
    },
    enter(entered, of, process) {
      event = entered;
      call = of;
      caller = process;
      resolved = undefined;
    },
    leave() {
      event = null;
      call = null;
      caller = null;
    },
  };
}
