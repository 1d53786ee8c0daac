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

/** From some characters of a text, the last ones among them: they differ most. */
function hashOf(text: string): number {
  const { length } = text;
  const step = 1 + (length >> 4);
  let hash = length;
  for (let at = length - 1; at >= 0; at -= step) hash = nextHash(hash, text.charCodeAt(at));
  return hash ^ (hash >>> 15);
}
