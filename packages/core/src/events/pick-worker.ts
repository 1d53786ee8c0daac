// A thread that picks lines from the parts of one file that it is sent, each with the address to read it to.
import { parentPort, workerData } from "node:worker_threads";
import { partPicker, type Part, type PickOptions } from "./pick-part.ts";
import type { PickingMemory } from "../syntax/line-picker.ts";

/** What a thread is started with. */
export interface PickThreadData {
  readonly options: PickOptions;
  readonly memory: PickingMemory;
  readonly index: number;
}

const { options, memory, index } = workerData as PickThreadData;
const picker = partPicker(options, memory, index);

parentPort?.on("message", ({ part, address }: { part: Part; address: number }) => {
  const picked = picker.pick(part, address);
  parentPort?.postMessage(picked, picked === null ? [] : [picked.lines.buffer]);
});
