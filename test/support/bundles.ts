import { gunzipSync, gzipSync } from "node:zlib";
import { archiveOf } from "../../packages/cli/src/record/archive.ts";
import { packMember } from "../../packages/cli/src/record/packed-member.ts";

/** A member of an archive, as a test wants it. */
export interface TestMember {
  name: string;
  text: string;
  /** The type of the header; a plain file where it is not given. */
  type?: string;
}

/** An archive in gzip with these members, by gotrace's own writer. */
export async function archive(members: readonly TestMember[]): Promise<Buffer> {
  return gzipSync(await tarOf(members));
}

/** The same before it is compressed. */
export async function tarOf(members: readonly TestMember[]): Promise<Buffer> {
  const blocks: Buffer[] = [];
  for (const { name, text, type } of members) {
    const packed = await packMember(name, [Buffer.from(text, "utf8").toString("latin1")]);
    const pieces = archiveOf([packed], new Date(0));
    const tar = gunzipSync(Buffer.concat(pieces));
    // Without the two blocks that end an archive.
    const member = tar.subarray(0, -1024);
    if (type !== undefined) setType(member, type);
    blocks.push(member);
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function setType(header: Buffer, type: string): void {
  header.write(type, 156, 1, "latin1");
  setChecksum(header);
}

/** Makes a changed header one that a reader accepts. */
export function setChecksum(header: Buffer): void {
  header.write("        ", 148);
  const sum = header.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
}

/** A manifest as gotrace record writes it. */
export function manifest(changes: Record<string, unknown> = {}): TestMember {
  const value = {
    gotraceBundle: 1,
    gotrace: "0.1.0",
    command: {
      argv: ["go", "mod", "download"],
      cwd: "/home/dev/app",
      exitStatus: 1,
      signal: null,
      startedAt: "2026-11-24T06:56:27.837Z",
      durationMs: 90,
      attachedTo: null,
    },
    tracer: { version: "6.1", options: ["-f"] },
    incomplete: null,
    logFromTrace: true,
    removed: [],
    ...changes,
  };
  return { name: "manifest.json", text: `${JSON.stringify(value, null, 2)}\n` };
}
