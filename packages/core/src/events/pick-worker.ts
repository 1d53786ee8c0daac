// A thread that picks lines from the parts of one file that it is sent, each with the memory to read it into.
import { parentPort, workerData } from "node:worker_threads";
import { partPicker, type Part, type PickOptions } from "./pick-part.ts";

const pickPart = partPicker(workerData as PickOptions);
let before = Promise.resolve();

async function answer({ part, memory }: { part: Part; memory: SharedArrayBuffer }): Promise<void> {
  const picked = await pickPart(part, Buffer.from(memory, 0, part.end - part.start));
  parentPort?.postMessage(picked, picked === null ? [] : [picked.starts.buffer, picked.lines.buffer]);
}

parentPort?.on("message", (task: Parameters<typeof answer>[0]) => {
  before = before.then(() => answer(task));
});
