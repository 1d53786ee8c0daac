import type { Wanted } from "../events/wanted.ts";
import type { SyscallEvent, TraceState } from "../model/event.ts";
import type { Moment } from "../model/facts.ts";

/** Turns one kind of system calls into one kind of facts, as the trace goes by. */
export interface Collector {
  /** The system calls it reads. */
  readonly wanted: readonly Exclude<Wanted, string>[];
  /** Called in the order of completion for each wanted call, and for calls that other collectors want by the same name. */
  readonly onSyscall: (call: SyscallEvent, state: TraceState) => void;
}

export function wantAll(...names: string[]): { name: string }[] {
  return names.map((name) => ({ name }));
}

/** Calls whose first argument is a descriptor, where that is a socket's. */
export function wantOnSockets(...names: string[]): Collector["wanted"] {
  return names.map((name) => ({ name, on: ["socket", "unknown"] }));
}

export function startOf(call: SyscallEvent): Moment {
  return { at: call.origin, time: call.time };
}

export function endOf(call: SyscallEvent): Moment {
  return { at: call.endOrigin, time: call.endTime ?? call.time };
}
