import { Readable } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import type { ByteSource } from "./byte-source.ts";
import { InputError } from "./input-error.ts";

export type Compression = "none" | "gzip" | "zstd";

/** Tells a compressed input by its first bytes. */
export function compressionOf(head: Uint8Array): Compression {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd ? "zstd" : "none";
}

// Traces shrink 5 to 40 times; deflate cannot do more than 1032. Only what is large and shrinks far more is a bomb.
const bombSize = 1 << 30;
const bombRatio = 250;

/** The source, decompressed while it is read. A compressed trace that was cut gives what it holds. */
export function decompressed(source: ByteSource, compression: Compression): ByteSource {
  if (compression === "none") return source;
  return {
    path: source.path,
    get rereadable() {
      return source.rereadable;
    },
    read: () => inflate(source, compression),
  };
}

async function* inflate(source: ByteSource, compression: "gzip" | "zstd"): AsyncGenerator<Uint8Array> {
  let bytesIn = 0;
  let bytesOut = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of source.read()) {
      bytesIn += piece.length;
      // The decompressor may hold a piece while the next is read into the same memory.
      yield Buffer.from(piece);
    }
  };
  const stream = Readable.from(counted(), { objectMode: false });
  const decoder =
    compression === "gzip"
      ? createGunzip({ chunkSize: 1 << 18 })
      : createZstdDecompress({ chunkSize: 1 << 18 });
  stream.on("error", (error) => decoder.destroy(error));
  stream.pipe(decoder);
  try {
    for await (const piece of decoder as AsyncIterable<Uint8Array>) {
      bytesOut += piece.length;
      if (bytesOut > bombSize && bytesOut > bytesIn * bombRatio) {
        throw new InputError(
          "bomb",
          source.path,
          `${source.path} grows more than ${bombRatio} times when decompressed: refused`,
        );
      }
      yield piece;
    }
  } catch (error) {
    if (error instanceof InputError || !isDecoderError(error)) throw error;
    // An archive that ends early is a trace that ends early: the reader reports it as truncated.
    if (isCutShort(error) && bytesOut > 0) return;
    throw new InputError(
      "damaged",
      source.path,
      `${source.path} is damaged: not a readable ${compression} file`,
      error,
    );
  } finally {
    stream.destroy();
    decoder.destroy();
  }
}

function isDecoderError(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    /^(?:Z_|ZSTD_|ERR_)/.test(error.code)
  );
}

function isCutShort(error: { code: string }): boolean {
  return error.code === "Z_BUF_ERROR" || error.code === "ZSTD_error_srcSize_wrong";
}
