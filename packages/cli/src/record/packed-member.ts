import { createGzip } from "node:zlib";
import { once } from "node:events";

/** The contents of one member of a bundle, compressed, and how long they are without. */
export interface PackedMember {
  readonly name: string;
  /** Bytes, decompressed. */
  readonly size: number;
  readonly compressed: readonly Buffer[];
  /** There was no room for all of it. */
  readonly cut: boolean;
}

/** Compressed ten times and more, this is a trace of about a gigabyte. */
const longest = 96 << 20;

/** Compresses text (Latin-1: a character a byte) as it comes. */
export async function packMember(
  name: string,
  texts: AsyncIterable<string> | Iterable<string>,
): Promise<PackedMember> {
  const gzip = createGzip({ level: 6, chunkSize: 1 << 18 });
  const compressed: Buffer[] = [];
  let compressedSize = 0;
  let size = 0;
  let cut = false;
  gzip.on("data", (piece: Buffer) => {
    compressed.push(piece);
    compressedSize += piece.length;
  });
  for await (const text of texts) {
    if (compressedSize > longest) {
      cut = true;
      break;
    }
    const bytes = Buffer.from(text, "latin1");
    size += bytes.length;
    if (!gzip.write(bytes)) await once(gzip, "drain");
  }
  const ended = once(gzip, "end");
  gzip.end();
  await ended;
  return { name, size, compressed, cut };
}
