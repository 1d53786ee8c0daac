/** A line of a text: its number, from 1, and the byte offset of its start. */
export interface TextPlace {
  line: number;
  offset: number;
}

/**
 * Finds lines of JSON that was written with an indent: the line that begins with a key, below other keys, or the first line of
 * that value which contains a text. Where there is none, the nearest line above that is there.
 */
export function jsonPlaces(text: string): (keys: readonly string[], containing?: string) => TextPlace {
  const lines = text.split("\n");
  const offsets: number[] = [];
  let offset = 0;
  for (const line of lines) {
    offsets.push(offset);
    offset += Buffer.byteLength(line) + 1;
  }
  const placeAt = (index: number): TextPlace => ({ line: index + 1, offset: offsets[index] ?? 0 });

  return (keys, containing) => {
    let [start, end] = [0, lines.length];
    for (const key of keys) {
      const found = indexIn(lines, start, end, (line) =>
        line.trimStart().startsWith(`${JSON.stringify(key)}:`),
      );
      if (found === null) return placeAt(start);
      const depth = indentOf(lines[found]);
      start = found;
      end = indexIn(lines, found + 1, end, (line) => indentOf(line) <= depth) ?? end;
    }
    if (containing === undefined) return placeAt(start);
    return placeAt(indexIn(lines, start, end, (line) => line.includes(containing)) ?? start);
  };
}

function indexIn(
  lines: readonly string[],
  start: number,
  end: number,
  matches: (line: string) => boolean,
): number | null {
  for (let at = start; at < end; at += 1) if (matches(lines[at] ?? "")) return at;
  return null;
}

function indentOf(line: string | undefined): number {
  return /^ */.exec(line ?? "")?.[0].length ?? 0;
}
