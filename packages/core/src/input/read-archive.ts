import type { ByteSource } from "./byte-source.ts";
import { InputError } from "./input-error.ts";

/** A member of a tar archive. */
export interface ArchiveEntry {
  /** As the archive spells it: it may be anything. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** False for folders, links, devices, and the extended headers of other tar formats. */
  readonly isFile: boolean;
}

/**
 * A piece of an archive: a member begins, or some of its bytes follow. A member whose bytes are fewer than its size is the last
 * one of an archive that was cut off.
 */
export type ArchivePiece =
  | { readonly kind: "entry"; readonly entry: ArchiveEntry }
  | { readonly kind: "data"; readonly bytes: Uint8Array };

const blockSize = 512;
/** So many members no bundle has. */
const mostEntries = 64;

/** Whether these decompressed bytes are the beginning of a tar archive: POSIX ustar, the magic. */
export function isArchive(head: Uint8Array): boolean {
  return textOf(head, 257, 5) === "ustar";
}

/**
 * Reads a tar archive from its start to its end, as it comes.
 *
 * gotrace reads its own bundles only: plain files with short names. That is the part of POSIX ustar that is here, and a reader that
 * knows no links, no long names and no extended headers cannot be led astray by them. It makes no files.
 *
 * @throws InputError where it is no readable archive, or one with too many members
 */
export async function* readArchive(archive: ByteSource): AsyncGenerator<ArchivePiece> {
  const bytes = createReader(archive.read());
  for (let entries = 1; ; entries += 1) {
    const header = await bytes.exactly(blockSize);
    // Two blocks of zeros are the end; an archive that is cut off has none.
    if (header === null || header.every((byte) => byte === 0)) return;
    if (entries > mostEntries) {
      throw new InputError(
        "bomb",
        archive.path,
        `${archive.path} has more than ${mostEntries} members: refused`,
      );
    }
    const entry = entryOf(header);
    if (entry === null) {
      throw new InputError("damaged", archive.path, `${archive.path} is damaged: not a readable archive`);
    }
    yield { kind: "entry", entry };
    for await (const data of bytes.upTo(entry.size)) yield { kind: "data", bytes: data };
    const padding = -entry.size & (blockSize - 1);
    for await (const _ of bytes.upTo(padding));
  }
}

/** POSIX ustar, header block: name 100 bytes, size at 124, checksum at 148, type at 156, prefix of the name at 345. */
function entryOf(header: Buffer): ArchiveEntry | null {
  const size = octal(textOf(header, 124, 12));
  if (size === null || octal(textOf(header, 148, 8)) !== checksumOf(header)) return null;
  const prefix = textOf(header, 345, 155);
  const name = textOf(header, 0, 100);
  const type = header[156];
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    size,
    isFile: type === 0x30 || type === 0,
  };
}

/** The sum of the header's bytes, its own field taken as spaces. */
function checksumOf(header: Uint8Array): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

function textOf(bytes: Uint8Array, start: number, length: number): string {
  const text = Buffer.from(bytes.subarray(start, start + length)).toString("latin1");
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}

function octal(text: string): number | null {
  const digits = text.trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : null;
}

interface Reader {
  /** So many bytes, or null where the source ends before. */
  exactly(count: number): Promise<Buffer | null>;
  /** The next bytes as they come, at most so many; each piece is valid until the next is asked for. */
  upTo(count: number): AsyncGenerator<Uint8Array>;
}

function createReader(pieces: AsyncIterable<Uint8Array>): Reader {
  const source = pieces[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  async function* upTo(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0;) {
      if (rest.length === 0) {
        const next = await source.next();
        if (next.done === true) return;
        rest = next.value;
      }
      const taken = rest.subarray(0, left);
      rest = rest.subarray(taken.length);
      left -= taken.length;
      yield taken;
    }
  }
  return {
    upTo,
    async exactly(count) {
      const taken: Buffer[] = [];
      for await (const piece of upTo(count)) taken.push(Buffer.from(piece));
      const whole = Buffer.concat(taken);
      return whole.length === count ? whole : null;
    },
  };
}
