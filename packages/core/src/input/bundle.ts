import { bundleMembers, bundleVersion, type BundleManifest } from "../model/bundle.ts";
import { memorySource, type ByteSource } from "./byte-source.ts";
import { InputError } from "./input-error.ts";
import { readArchive, type ArchiveEntry } from "./read-archive.ts";

/** All names that there are; a Set of them, because the members of a hostile archive are named by somebody else. */
const known: ReadonlySet<string> = new Set(Object.values(bundleMembers));

const mayBeLong: ReadonlySet<string> = new Set([bundleMembers.log, bundleMembers.trace]);

/** The manifest and the machine's state are short; what is longer was not written by gotrace. */
const longestInMemory = 8 << 20;

/**
 * The members of a bundle that the analysis reads, each as a source by its name in the bundle, the trace first. Nothing is unpacked to the disk:
 * a member's name is compared with the names that there are, and never becomes a path.
 *
 * @param archive the decompressed bytes of the bundle
 * @throws InputError for an archive that is no bundle, holds anything but plain files by these names, or is of a newer version
 */
export async function bundleSources(archive: ByteSource): Promise<readonly ByteSource[]> {
  const head = await readHead(archive);
  const manifestBytes = head.get(bundleMembers.manifest);
  if (manifestBytes === undefined) throw cut(archive.path);
  const manifest = parseManifest(manifestBytes, archive.path);
  const notes = [bundleMembers.machine, bundleMembers.processes].flatMap((name) => {
    const bytes = head.get(name);
    return bytes === undefined ? [] : [memorySource(name, bytes)];
  });
  return [
    ...(manifest.tracer === null ? [] : [memberSource(archive, bundleMembers.trace)]),
    ...(manifest.logFromTrace ? [] : [memberSource(archive, bundleMembers.log)]),
    memorySource(bundleMembers.manifest, manifestBytes),
    ...notes,
  ];
}

/** The members before the first that may be long. */
async function readHead(archive: ByteSource): Promise<ReadonlyMap<string, Buffer>> {
  const { path } = archive;
  const members = new Map<string, Buffer[]>();
  let current: { name: string; left: number; pieces: Buffer[] } | null = null;
  for await (const piece of readArchive(archive)) {
    if (piece.kind === "data") {
      current?.pieces.push(Buffer.from(piece.bytes));
      if (current !== null) current.left -= piece.bytes.length;
      continue;
    }
    const { entry } = piece;
    if (members.size === 0 && entry.name !== bundleMembers.manifest) throw notABundle(path);
    refuseForeign(entry, path);
    if (mayBeLong.has(entry.name)) break;
    if (entry.size > longestInMemory) throw unsafe(path, `${entry.name} is larger than it can be`);
    if (members.has(entry.name)) throw unsafe(path, `${entry.name} is in it twice`);
    current = { name: entry.name, left: entry.size, pieces: [] };
    members.set(entry.name, current.pieces);
  }
  if (current !== null && current.left > 0) throw cut(path);
  return new Map(Array.from(members, ([name, pieces]) => [name, Buffer.concat(pieces)]));
}

function parseManifest(bytes: Buffer, path: string): BundleManifest {
  const manifest = jsonOf(bytes) as Partial<BundleManifest> | null;
  if (typeof manifest !== "object" || typeof manifest?.gotraceBundle !== "number") throw notABundle(path);
  if (manifest.gotraceBundle > bundleVersion) {
    throw new InputError(
      "unreadable",
      path,
      `${path} is a bundle of version ${manifest.gotraceBundle}, which a newer gotrace wrote (${manifest.gotrace}): read it with that one`,
    );
  }
  return manifest as BundleManifest;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}

/** One long member, found anew in the archive each time that it is read; empty where the archive ends before it. */
function memberSource(archive: ByteSource, name: string): ByteSource {
  return {
    path: name,
    get rereadable() {
      return archive.rereadable;
    },
    async *read() {
      let wanted = false;
      // To the archive's end, so that whatever stands behind is looked at, too.
      for await (const piece of readArchive(archive)) {
        if (piece.kind === "data") {
          if (wanted) yield piece.bytes;
          continue;
        }
        refuseForeign(piece.entry, archive.path);
        wanted = piece.entry.name === name;
      }
    },
  };
}

function refuseForeign({ name, isFile }: ArchiveEntry, path: string): void {
  const shown = JSON.stringify(name.slice(0, 80));
  if (!isFile) throw unsafe(path, `${shown} is no plain file`);
  if (!known.has(name)) throw unsafe(path, `${shown} is no member of a bundle`);
}

function notABundle(path: string): InputError {
  return new InputError(
    "foreign-archive",
    path,
    `${path} is an archive, but no bundle of gotrace record: unpack it, and name the trace and the log in it`,
  );
}

function unsafe(path: string, why: string): InputError {
  return new InputError("damaged", path, `${path} is refused, because gotrace did not write it: ${why}`);
}

function cut(path: string): InputError {
  return new InputError(
    "damaged",
    path,
    `${path} is cut off before its trace begins: nothing can be told from it`,
  );
}
