import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { open } from "node:fs/promises";
import { systemMessage } from "./system-message.ts";
import { InputError } from "./input-error.ts";

/** Bytes that can be read once or, for a file, again and again. */
export interface ByteSource {
  readonly path: string;
  /** Reads from the start. Each piece is valid until the next is asked for. */
  read(): AsyncIterable<Uint8Array>;
  /** `read` may be called again. Of a stream that is known when it has been read: a long one is not kept. */
  readonly rereadable: boolean;
  /** Reads some bytes at an offset, where that needs no reading from the start. */
  readonly readAt?: (offset: number, length: number) => Promise<Buffer>;
  /** Of a plain file: its parts may be read side by side, instead of the whole. */
  readonly parts?: FileParts;
}

/** A file that can be read in parts. */
export interface FileParts {
  readonly path: string;
  /** Reads from `start` to `end`, or to the file's end. Each piece is valid until the next is asked for. */
  read(start: number, end?: number): AsyncIterable<Uint8Array>;
  /** To be told of how many bytes were read by other means. */
  noteRead(count: number): void;
}

/** A plain file that is open, and read by the thread that asks: a few bytes are there sooner than another thread could be told. */
export interface SeekableFile {
  readonly size: number;
  /** Fills memory with what stands at an offset; returns how many bytes there were. */
  readInto(memory: Uint8Array, offset: number): number;
  close(): void;
}

/** @throws InputError where it cannot be opened */
export function openSeekable(path: string): SeekableFile {
  const fd = opened(path);
  return {
    size: fstatSync(fd).size,
    readInto(memory, offset) {
      let length = 0;
      while (length < memory.length) {
        const count = readSync(fd, memory, length, memory.length - length, offset + length);
        if (count === 0) break;
        length += count;
      }
      return length;
    },
    close: () => closeSync(fd),
  };
}

function opened(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw asUnreadable(path, error);
  }
}

const pieceSize = 1 << 20;

/** The bytes of a file. */
export function fileSource(path: string): ByteSource {
  return {
    path,
    rereadable: true,
    read: () => readFilePieces(path),
    parts: {
      path,
      read: (start, end) => readFilePieces(path, start, end),
      noteRead() {},
    },
    async readAt(offset, length) {
      const file = await open(path);
      try {
        const buffer = Buffer.alloc(length);
        const { bytesRead } = await file.read(buffer, 0, length, offset);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
  };
}

async function* readFilePieces(path: string, start = 0, end = Infinity): AsyncGenerator<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const buffer = Buffer.allocUnsafeSlow(pieceSize);
      for (let at = start; at < end;) {
        // What has no offsets, as a device has none, is read from where it stands.
        const { bytesRead } = await file.read(
          buffer,
          0,
          Math.min(pieceSize, end - at),
          start === 0 ? null : at,
        );
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
        at += bytesRead;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw asUnreadable(path, error);
  }
}

function asUnreadable(path: string, error: unknown): unknown {
  const message = systemMessage(error);
  return message === null
    ? error
    : new InputError("unreadable", path, `cannot read ${path}: ${message}`, error);
}

/** Bytes in memory. */
export function memorySource(path: string, bytes: Uint8Array): ByteSource {
  return {
    path,
    rereadable: true,
    async *read() {
      await Promise.resolve();
      for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
    },
  };
}

// What is piped in is mostly a trace of some megabytes: kept, its lines can be quoted. Longer streams are not kept.
const longestKept = 1 << 25;
/** What must be read more than once is kept up to this size. */
const longestStream = 1 << 28;

/** Bytes that arrive, such as standard input. */
export function streamSource(path: string, stream: AsyncIterable<Uint8Array | string>): ByteSource {
  let kept: Buffer[] | null = [];
  let size = 0;
  let ended = false;
  return {
    path,
    get rereadable() {
      return ended && kept !== null;
    },
    async *read() {
      if (ended) return yield* kept ?? [];
      for await (const piece of stream) {
        const bytes = Buffer.from(piece);
        size += bytes.length;
        if (size > longestKept) kept = null;
        kept?.push(bytes);
        yield bytes;
      }
      ended = true;
    },
  };
}

/** The same bytes where they can be read again and again: a stream is read to its end and kept, if it is not too long. */
export async function keptSource(source: ByteSource): Promise<ByteSource> {
  if (source.rereadable) return source;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of source.read()) {
    size += piece.length;
    if (size > longestStream) {
      throw new InputError(
        "unreadable",
        source.path,
        `${source.path} is too long to be kept: name the file instead`,
      );
    }
    pieces.push(Buffer.from(piece));
  }
  return memorySource(source.path, Buffer.concat(pieces));
}

/** The first bytes of a source, and the source as if they had not been read. */
export async function peek(source: ByteSource, size: number): Promise<{ head: Buffer; source: ByteSource }> {
  const pieces: Buffer[] = [];
  let length = 0;
  const iterator = source.read()[Symbol.asyncIterator]();
  while (length < size) {
    const next = await iterator.next();
    if (next.done === true) break;
    pieces.push(Buffer.from(next.value));
    length += next.value.length;
  }
  const head = Buffer.concat(pieces);
  if (source.rereadable) {
    await iterator.return?.();
    return { head, source };
  }
  let replayed = false;
  return {
    head,
    source: {
      path: source.path,
      get rereadable() {
        return source.rereadable;
      },
      read() {
        if (replayed) return source.read();
        replayed = true;
        return replay(head, iterator);
      },
    },
  };
}

async function* replay(head: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (;;) {
    const next = await rest.next();
    if (next.done === true) return;
    yield next.value;
  }
}
