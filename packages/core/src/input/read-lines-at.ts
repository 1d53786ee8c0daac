import type { ByteSource } from "./byte-source.ts";

const newline = 0x0a;

/**
 * The lines that begin at these offsets, each up to `longest` bytes of it, as Latin-1 text. A plain file is read at the
 * offsets; anything else once more from its start to the last of them. Nothing for a source that can be read once only.
 */
export async function readLinesAt(
  source: ByteSource,
  offsets: Iterable<number>,
  longest: number,
): Promise<ReadonlyMap<number, string>> {
  const wanted = [...new Set(offsets)].toSorted((a, b) => a - b);
  if (source.readAt !== undefined) {
    const lines = new Map<number, string>();
    for (const offset of wanted) lines.set(offset, firstLine(await source.readAt(offset, longest)));
    return lines;
  }
  return source.rereadable ? await readInTurn(source, wanted, longest) : new Map();
}

function firstLine(bytes: Uint8Array): string {
  const end = bytes.indexOf(newline);
  return Buffer.from(bytes.buffer, bytes.byteOffset, end < 0 ? bytes.length : end).toString("latin1");
}

async function readInTurn(
  source: ByteSource,
  wanted: readonly number[],
  longest: number,
): Promise<ReadonlyMap<number, string>> {
  const lines = new Map<number, string>();
  const started = new Map<number, Buffer>();
  let at = 0;
  let next = 0;
  for await (const piece of source.read()) {
    for (const [offset, bytes] of started) {
      started.set(offset, Buffer.concat([bytes, piece.subarray(0, longest - bytes.length)]));
    }
    for (
      let offset = wanted[next];
      offset !== undefined && offset < at + piece.length;
      offset = wanted[next]
    ) {
      started.set(offset, Buffer.from(piece.subarray(offset - at, offset - at + longest)));
      next += 1;
    }
    for (const [offset, bytes] of started) {
      if (bytes.length < longest && !bytes.includes(newline)) continue;
      lines.set(offset, firstLine(bytes));
      started.delete(offset);
    }
    at += piece.length;
    if (next >= wanted.length && started.size === 0) break;
  }
  for (const [offset, bytes] of started) lines.set(offset, firstLine(bytes));
  return lines;
}
