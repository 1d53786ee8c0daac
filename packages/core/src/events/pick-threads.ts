import { Worker } from "node:worker_threads";
import type { PickedLines } from "../syntax/line-picker.ts";
import type { Part } from "./pick-part.ts";
import type { PickThreadData } from "./pick-worker.ts";

/** A thread that picks lines, from one part after the other. */
export interface PickThread {
  /** Null where the thread could not tell, or is gone. Parts may be given before others are done. */
  pick(part: Part, address: number): Promise<PickedLines | null>;
  end(): Promise<void>;
}

const script = new URL(
  import.meta.url.endsWith(".ts") ? "pick-worker.ts" : "pick-worker.js",
  import.meta.url,
);

/** Starts a thread for a file. */
export function startPickThread(data: PickThreadData): PickThread {
  const worker = new Worker(script, {
    workerData: data,
    execArgv: [],
    // What a thread makes is gone when its part is: it needs no room to let it lie.
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  });
  const waiting: ((picked: PickedLines | null) => void)[] = [];
  let isGone = false;
  const goAway = (): void => {
    isGone = true;
    for (const answer of waiting.splice(0)) answer(null);
  };
  worker.on("message", (picked: PickedLines | null) => waiting.shift()?.(picked));
  // What a thread cannot do, for want of memory or because the file is gone, the caller does, and says so.
  worker.on("error", goAway);
  worker.on("exit", goAway);
  return {
    pick: (part, address) =>
      new Promise((resolve) => {
        if (isGone) return resolve(null);
        waiting.push(resolve);
        worker.postMessage({ part, address }, []);
      }),
    async end() {
      await worker.terminate();
    },
  };
}
