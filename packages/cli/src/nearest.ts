const most = 3;

/** The few words that somebody may have meant who typed another one: spelt alike, or with it as a part. */
export function nearest<Word extends string>(typed: string, words: readonly Word[]): Word[] {
  const ranked = words
    .map((word) => ({ word, distance: distanceBetween(typed, word) }))
    .filter(({ distance }) => distance <= Math.max(2, typed.length / 3))
    .toSorted((a, b) => a.distance - b.distance)
    .map(({ word }) => word);
  if (ranked.length > 0) return ranked.slice(0, most);
  return words.filter((word) => typed.length > 1 && word.includes(typed)).slice(0, most);
}

/** How many letters must be put in, taken out or changed to get from one word to the other (Levenshtein). */
function distanceBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
