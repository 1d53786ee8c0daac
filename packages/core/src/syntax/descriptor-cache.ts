import type { DescriptorTarget } from "../model/strace-value.ts";
import { parseDescriptorTarget } from "./descriptor.ts";

// A trace names the same few files and sockets over and over. The bound keeps memory flat; what is dropped is parsed
// again.
const bound = 4096;

const targets = new Map<string, DescriptorTarget>();

/** `parseDescriptorTarget`, remembered. */
export function cachedDescriptorTarget(text: string, deleted: boolean): DescriptorTarget {
  if (deleted) return parseDescriptorTarget(text, true);
  const known = targets.get(text);
  if (known !== undefined) return known;
  if (targets.size >= bound) targets.clear();
  const target = parseDescriptorTarget(text, false);
  targets.set(text, target);
  return target;
}
