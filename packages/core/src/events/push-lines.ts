import type { TextChunk } from "../input/text-chunks.ts";
import type { Origin } from "../model/origin.ts";
import type { LineReader } from "../syntax/line-reader.ts";
import type { LineScan } from "../syntax/line-scan.ts";

/** Who reads the lines of a file. */
export interface LinePusher {
  /** The file's place in the report. */
  readonly input: number;
  /** Null: each line is read from its text. */
  readonly scan: LineScan | null;
  readonly reader: LineReader;
}

// Events of so many lines are gone before the collector of short-lived objects comes by; those of a chunk are not.
const linesInStep = 512;

/** Passes the lines of a chunk on, about as many in a step; returns the number of the last one. `before` lines came before it. */
export function* pushLines(
  { bytes, offset }: TextChunk,
  before: number,
  { input, scan, reader }: LinePusher,
): Generator<void, number> {
  let line = before;
  let start = 0;
  const originOf = (from: number): Origin => ({ input, line, offset: offset + from });
  // A string of its own: what a consumer keeps of a line must not keep the whole chunk in memory.
  const pushText = (from: number, end: number): void =>
    reader.push(bytes.toString("latin1", from, end), originOf(from));

  const pushScanned = (lines: LineScan, count: number): void => {
    for (let index = 0; index < count; index += 1) {
      line += 1;
      start = lines.startOf(index);
      const body = lines.line(index);
      if (body === null || !reader.take(body, lines.leader, originOf(start)))
        pushText(start, lines.endOf(index));
    }
    start = lines.endOf(count - 1) + 1;
  };

  const pushOne = (): void => {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    line += 1;
    pushText(start, end);
    start = end + 1;
  };

  while (start < bytes.length) {
    const count = scan?.read(bytes, start, bytes.length) ?? 0;
    if (scan === null || count === 0) pushOne();
    else pushScanned(scan, count);
    if (count > 0 || line % linesInStep === 0) yield;
  }
  return line;
}

const newline = 0x0a;
