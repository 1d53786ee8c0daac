import { check, type Way } from "./check.ts";

/** What a case fails with; null where it does not. */
export async function failureOf(bytes: Buffer, way: Way): Promise<string | null> {
  try {
    await check(bytes, way);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** The smallest piece found that still fails: halves, quarters, … of it are left out while it does. */
export async function shrink(bytes: Buffer, way: Way): Promise<Buffer> {
  let smallest = bytes;
  for (let size = bytes.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < smallest.length;) {
      const without = Buffer.concat([smallest.subarray(0, at), smallest.subarray(at + size)]);
      if ((await failureOf(without, way)) === null) at += size;
      else smallest = without;
    }
  }
  return smallest;
}
