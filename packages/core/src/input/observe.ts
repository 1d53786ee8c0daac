import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import type { ByteSource, FileParts } from "./byte-source.ts";
import type { Input, InputMember } from "./open-input.ts";

/** How far the reading is. */
export interface Progress {
  /** Bytes read so far, decompressed. */
  readonly bytesRead: number;
  /** Of all inputs; null where one is compressed or a stream, so that nobody knows. */
  readonly totalBytes: number | null;
}

/** What is to be known of the reading. */
export interface ReadObserver {
  readonly onProgress: ((progress: Progress) => void) | null;
  /** Whether to compute the SHA-256 of each member. */
  readonly hash: boolean;
}

export interface ObservedInputs {
  readonly inputs: readonly Input[];
  /** SHA-256 of a member's decompressed bytes, in hexadecimal, once it has been read to its end; null where it was not asked for. */
  hashOf(index: number): string | null;
}

/** So often is told how far the reading is. */
const progressStep = 8 << 20;

/** The same inputs, whose first reading is watched. */
export async function observeReads(
  inputs: readonly Input[],
  observer: ReadObserver,
): Promise<ObservedInputs> {
  const hashes = new Map<number, string>();
  const totalBytes = observer.onProgress === null ? null : await totalSize(inputs);
  let bytesRead = 0;
  let told = 0;
  function note(count: number): void {
    bytesRead += count;
    if (bytesRead - told < progressStep && bytesRead !== totalBytes) return;
    told = bytesRead;
    observer.onProgress?.({ bytesRead, totalBytes });
  }
  const watched = (member: InputMember): InputMember => ({
    ...member,
    source: observed(member.source, {
      note,
      done: observer.hash ? (hash) => hashes.set(member.index, hash) : null,
    }),
  });
  return {
    inputs: inputs.map((input) => ({ ...input, members: input.members.map(watched) })),
    hashOf: (index) => hashes.get(index) ?? null,
  };
}

function observed(
  source: ByteSource,
  { note, done }: { note: (count: number) => void; done: ((hash: string) => void) | null },
): ByteSource {
  let first = true;
  async function* read(): AsyncGenerator<Uint8Array> {
    if (!first) {
      yield* source.read();
      return;
    }
    first = false;
    const hash = done === null ? null : createHash("sha256");
    for await (const piece of source.read()) {
      note(piece.length);
      hash?.update(piece);
      yield piece;
    }
    if (hash !== null) done?.(hash.digest("hex"));
  }
  return {
    path: source.path,
    read,
    get rereadable() {
      return source.rereadable;
    },
    ...(source.readAt && { readAt: source.readAt }),
    // A hash needs all bytes in one thread.
    ...(source.parts && done === null && { parts: observedParts(source.parts, note) }),
  };
}

function observedParts(parts: FileParts, note: (count: number) => void): FileParts {
  return {
    ...parts,
    async *read(start, end) {
      for await (const piece of parts.read(start, end)) {
        note(piece.length);
        yield piece;
      }
    },
    noteRead: note,
  };
}

async function totalSize(inputs: readonly Input[]): Promise<number | null> {
  const sources = inputs.flatMap(({ members }) => members.map(({ source }) => source));
  // What can be read at any offset is a plain file.
  if (!sources.every(({ readAt }) => readAt !== undefined)) return null;
  const sizes = await Promise.all(sources.map(async ({ path }) => (await stat(path)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
