import type { SyscallEvent, TraceEvent, TraceState } from "../model/event.ts";
import type { Moment } from "../model/facts.ts";

/** Turns one kind of system calls into one kind of facts, as the trace goes by. */
export interface Collector {
  /** The system calls it reads, and for frequent ones the texts of which one must be in the line. */
  readonly wanted: readonly Wanted[];
  /** Called in the order of completion for each wanted call. */
  readonly onSyscall: (call: SyscallEvent, state: TraceState) => void;
  /** Called for every event that is no system call. */
  readonly onEvent?: (event: TraceEvent, state: TraceState) => void;
}

export interface Wanted {
  readonly name: string;
  /** Lines of this call are read only if they hold one of these texts; all lines where absent. */
  readonly containing?: readonly string[];
}

export function wantAll(...names: string[]): Wanted[] {
  return names.map((name) => ({ name }));
}

export function startOf(call: SyscallEvent): Moment {
  return { at: call.origin, time: call.time };
}

export function endOf(call: SyscallEvent): Moment {
  return { at: call.endOrigin, time: call.endTime ?? call.time };
}
