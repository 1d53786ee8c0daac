import { creatingCalls } from "./creation.ts";
import { descriptorEffects } from "./descriptor-effects.ts";
import { executingCalls } from "./execution.ts";

/** Calls that the tree of processes needs, wanted or not. */
export const processCalls: ReadonlySet<string> = new Set([...creatingCalls, ...executingCalls, "tgkill"]);

/** Calls that the tree, the descriptors and the working directory need, wanted or not. */
export const trackedCalls: ReadonlySet<string> = new Set([
  ...descriptorEffects.keys(),
  ...processCalls,
  "close",
]);
