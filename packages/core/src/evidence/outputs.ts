import type { SyscallEvent, TraceState } from "../model/event.ts";
import type { Output } from "../model/facts.ts";
import { bufferOf, descriptorNumber, returned } from "./call-arguments.ts";
import { type Collector, startOf } from "./collector.ts";

/**
 * Recovers what programs printed from their writes to descriptors 1 and 2: the trace holds the log, as far as `-s` lets
 * it. Pipes count: a git child's complaint goes to the pipe that go reads.
 */
export function collectOutputs(onOutput: (output: Output, state: TraceState) => void): Collector {
  return {
    wanted: ["write", "writev"].map((name) => ({ name, descriptors: [1, 2] })),
    onSyscall(call, state) {
      const descriptor = descriptorNumber(call);
      if (descriptor !== 1 && descriptor !== 2) return;
      if (isNetwork(call, state, descriptor)) return;
      const count = returned(call);
      if (count === 0 || (count === null && call.complete)) return;
      const { bytes, truncated } = bufferOf(call);
      if (bytes !== "")
        onOutput({ ...startOf(call), pid: call.pid, descriptor, text: bytes, truncated }, state);
    },
  };
}

/** A program without standard output gets sockets under these numbers. */
function isNetwork(call: SyscallEvent, state: TraceState, descriptor: number): boolean {
  return state.descriptorOf(call.tid, descriptor)?.socket?.remote?.kind === "inet";
}
