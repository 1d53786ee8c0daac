// Traces say the same things over and over: sleeps, wake-ups, signal masks, the same few files and results. What was made of
// a text is remembered, and shared, until another text takes its slot: memory stays flat, and a text that does not come again
// costs little more than a look. (A Map computes a hash over all of a text, which can take longer than to parse it.)
import { nextHash } from "./name-hash.ts";

/** `make`, remembered for texts that came lately. `slots` is a power of two. What is made must not be changed. */
export function recalled<T>(slots: number, make: (text: string) => T): (text: string) => T {
  const texts: (string | undefined)[] = Array.from({ length: slots });
  const values: T[] = [];
  return (text) => {
    const slot = hashOf(text) & (slots - 1);
    if (texts[slot] === text) return values[slot] as T;
    const value = make(text);
    texts[slot] = text;
    values[slot] = value;
    return value;
  };
}

/** The same for texts that stand in bytes: of those that came lately no text is made. Longer ones are not remembered. */
export function recalledOfBytes<T>(
  slots: number,
  longest: number,
  make: (text: string) => T,
): (bytes: Buffer, start: number, end: number) => T {
  const known = new Uint8Array(slots * longest);
  const lengths = new Int32Array(slots).fill(-1);
  const values: T[] = [];
  return (bytes, start, end) => {
    const length = end - start;
    if (length > longest) return make(bytes.toString("latin1", start, end));
    const slot = hashOfBytes(bytes, start, end) & (slots - 1);
    const place = slot * longest;
    if (lengths[slot] === length && isEqual(known, place, bytes, start, end)) return values[slot] as T;
    const value = make(bytes.toString("latin1", start, end));
    for (let at = 0; at < length; at += 1) known[place + at] = bytes[start + at] as number;
    lengths[slot] = length;
    values[slot] = value;
    return value;
  };
}

function isEqual(known: Uint8Array, place: number, bytes: Buffer, start: number, end: number): boolean {
  let other = place;
  for (let at = start; at < end; at += 1) {
    if (known[other] !== bytes[at]) return false;
    other += 1;
  }
  return true;
}

/** `hashOf` of a text in bytes. */
function hashOfBytes(bytes: Buffer, start: number, end: number): number {
  const length = end - start;
  const step = 1 + (length >> 4);
  let hash = length;
  for (let at = end - 1; at >= start; at -= step) hash = nextHash(hash, bytes[at] as number);
  return hash ^ (hash >>> 15);
}

/** From some characters of a text, the last ones among them: they differ most. */
function hashOf(text: string): number {
  const { length } = text;
  const step = 1 + (length >> 4);
  let hash = length;
  for (let at = length - 1; at >= 0; at -= step) hash = nextHash(hash, text.charCodeAt(at));
  return hash ^ (hash >>> 15);
}
