/** A number for a name in a line's bytes. packages/core/assembly/pick.ts computes the same. */
export function hashName(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at += 1) hash = nextHash(hash, bytes[at] ?? 0);
  return hash;
}

/** The number for a name that is one byte longer. */
export function nextHash(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + byte) | 0;
}
