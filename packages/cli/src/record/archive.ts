import { gzipSync } from "node:zlib";
import type { PackedMember } from "./packed-member.ts";

const blockSize = 512;

/**
 * A tar archive in gzip, as pieces to be written one after the other. Each member is compressed already: gzip files may stand behind
 * each other and are read as one (RFC 1952, section 2.2), so that a member's header, which tells its size, need not be known before
 * its last line is.
 */
export function archiveOf(members: readonly PackedMember[], modifiedAt: Date): Buffer[] {
  const pieces: Buffer[] = [];
  for (const { name, size, compressed } of members) {
    pieces.push(gzipSync(headerOf(name, size, modifiedAt)), ...compressed);
    const padding = -size & (blockSize - 1);
    if (padding > 0) pieces.push(gzipSync(Buffer.alloc(padding)));
  }
  // Two blocks of zeros end an archive.
  return [...pieces, gzipSync(Buffer.alloc(2 * blockSize))];
}

/** A plain file that belongs to nobody. POSIX ustar, header block. */
function headerOf(name: string, size: number, modifiedAt: Date): Buffer {
  const header = Buffer.alloc(blockSize);
  header.write(name, 0, 100, "latin1");
  header.write(octal(0o644, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(Math.floor(modifiedAt.getTime() / 1000), 11), 136);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\u000000", 257);
  header.write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
    148,
  );
  return header;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}
