/** True where one of the texts stands between `start` and `end`. */
export type TextSearch = (bytes: Buffer, start: number, end: number) => boolean;

// Two neighbouring bytes as an index. Pairs that share one are told apart when the texts are compared.
const pairs = 4096;
const pair = (first: number, second: number): number => ((first << 5) ^ second) & (pairs - 1);

/**
 * Makes a search for several texts at once that steps over most bytes (Wu and Manber, "A fast algorithm for multi-pattern
 * searching", 1994). Buffer's own search would go on to the end of the chunk, and a pattern needs the line as text.
 */
export function textSearch(texts: readonly string[]): TextSearch {
  const shortest = Math.min(...texts.map(({ length }) => length));
  if (shortest < 2) return searchInText(texts);
  // The shortest text bounds the steps: longer ones are found sooner in a search of their own.
  const longer = texts.filter(({ length }) => length >= 2 * shortest);
  if (longer.length > 0) {
    const searches = [
      textSearch(longer),
      textSearch(texts.filter((text) => !longer.includes(text))),
    ] as const;
    return (bytes, start, end) => searches[0](bytes, start, end) || searches[1](bytes, start, end);
  }
  const needles = texts.map((text) => Buffer.from(text, "latin1"));
  const steps = stepsOf(needles, shortest);
  return (bytes, start, end) => {
    let at = start + shortest - 1;
    while (at < end) {
      const step = steps[pair(bytes[at - 1] ?? 0, bytes[at] ?? 0)] ?? 1;
      if (step === 0 && startsWithAny(needles, bytes, at - shortest + 1, end)) return true;
      at += step === 0 ? 1 : step;
    }
    return false;
  };
}

/** For each pair, how far the search may go on from where it stands: 0 where a text may end its first bytes with it. */
function stepsOf(needles: readonly Buffer[], shortest: number): Uint8Array {
  const steps = new Uint8Array(pairs).fill(Math.min(shortest - 1, 255));
  for (const needle of needles) {
    for (let at = 1; at < shortest; at += 1) {
      const index = pair(needle[at - 1] ?? 0, needle[at] ?? 0);
      steps[index] = Math.min(steps[index] ?? 0, shortest - 1 - at);
    }
  }
  return steps;
}

function startsWithAny(needles: readonly Buffer[], bytes: Buffer, start: number, end: number): boolean {
  for (const needle of needles) {
    let length = 0;
    while (length < needle.length && bytes[start + length] === needle[length]) length += 1;
    if (length === needle.length && start + length <= end) return true;
  }
  return false;
}

function searchInText(texts: readonly string[]): TextSearch {
  return (bytes, start, end) => {
    const text = bytes.toString("latin1", start, end);
    return texts.some((one) => text.includes(one));
  };
}
