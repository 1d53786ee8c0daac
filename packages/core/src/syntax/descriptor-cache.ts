import type { DescriptorTarget } from "../model/strace-value.ts";
import { parseDescriptorTarget } from "./descriptor.ts";
import { recalled } from "./recall.ts";

const recall = recalled(4096, (text) => parseDescriptorTarget(text, false));

/** `parseDescriptorTarget`, remembered. */
export function cachedDescriptorTarget(text: string, deleted: boolean): DescriptorTarget {
  return deleted ? parseDescriptorTarget(text, true) : recall(text);
}
