/** A run of whole lines as Latin-1 text: one character a byte. */
export interface TextChunk {
  /** Ends with a newline, except at the end of the input and where a line was cut. Valid until the next is asked for. */
  readonly bytes: Buffer;
  /** The same as text, made when asked for. */
  readonly text: string;
  /** Offset of the first byte in the input. */
  readonly offset: number;
  /** The last line goes on behind the text, beyond the limit for a line; the rest of it is left out. */
  readonly cut: boolean;
  /** Nothing follows. */
  readonly last: boolean;
}

/** Sizes that `textChunks` works with. */
export interface ChunkLimits {
  /** Bytes to gather before a chunk is passed on. */
  readonly chunk: number;
  /** The longest line that is kept whole. */
  readonly line: number;
}

// Lines of strace reach 100 kB with -s 65536 and netlink messages, and 4 MiB where -s shows a whole megabyte. Patterns
// need some bytes of stack a character, of which there is enough for this much.
export const defaultLimits: ChunkLimits = { chunk: 1 << 20, line: 1 << 22 };

const newline = 0x0a;

/**
 * Cuts bytes into chunks of whole lines. Where the pieces of the input end changes nothing but the chunks' sizes.
 *
 * @param start where the first byte stands in the input
 * @param room makes the memory that chunks are in, and larger memory when it is asked for
 */
export async function* textChunks(
  pieces: AsyncIterable<Uint8Array>,
  limits: ChunkLimits = defaultLimits,
  start = 0,
  room: (size: number) => Buffer = (size) => Buffer.allocUnsafeSlow(size),
): AsyncGenerator<TextChunk> {
  let buffer = room(limits.chunk + (limits.chunk >> 2));
  let length = 0;
  let offset = start;
  let skipping = false;

  /** The text up to `end`, which is then dropped from the buffer once the consumer is done with it. */
  const chunk = (end: number, cut: boolean, last: boolean): TextChunk => {
    const bytes = buffer.subarray(0, end);
    return {
      bytes,
      offset,
      cut,
      last,
      get text() {
        return bytes.toString("latin1");
      },
    };
  };
  const drop = (count: number): void => {
    buffer.copyWithin(0, count, length);
    length -= count;
    offset += count;
  };

  for await (let piece of pieces) {
    if (skipping) {
      const end = piece.indexOf(newline);
      offset += end < 0 ? piece.length : end + 1;
      if (end < 0) continue;
      piece = piece.subarray(end + 1);
      skipping = false;
    }
    if (length + piece.length > buffer.length) {
      const larger = room(Math.max(buffer.length * 2, length + piece.length));
      buffer.copy(larger, 0, 0, length);
      buffer = larger;
    }
    buffer.set(piece, length);
    length += piece.length;
    if (length < limits.chunk) continue;
    const end = buffer.subarray(0, length).lastIndexOf(newline) + 1;
    if (end > 0) {
      yield chunk(end, false, false);
      drop(end);
    } else if (length > limits.line) {
      yield chunk(limits.line, true, false);
      drop(length);
      skipping = true;
    }
  }
  yield chunk(length, false, true);
}
