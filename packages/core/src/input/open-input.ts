import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { InputKind } from "../model/report.ts";
import { fileSource, keptSource, memorySource, peek, streamSource, type ByteSource } from "./byte-source.ts";
import { bundleSources } from "./bundle.ts";
import type { Decoration } from "./decoration.ts";
import { compressionOf, decompressed } from "./decompress.ts";
import { inUtf8, utf16Of } from "./encoding.ts";
import { InputError } from "./input-error.ts";
import { isArchive } from "./read-archive.ts";
import { sniff } from "./sniff.ts";
import { systemMessage } from "./system-message.ts";

/** What may be opened: a path, or bytes with a name for the report. */
export type InputSource =
  | string
  | { readonly name: string; readonly bytes: Uint8Array | AsyncIterable<Uint8Array | string> };

/** One file or stream of an input. */
export interface InputMember {
  /** Its place in `Report.inputs`. */
  readonly index: number;
  readonly path: string;
  readonly kind: InputKind;
  /** The pid in the file name of an `-ff` set; null elsewhere. */
  readonly tid: number | null;
  readonly decoration: Decoration | null;
  /** The first lines, without decoration. */
  readonly sample: readonly string[];
  /** Decompressed bytes. */
  readonly source: ByteSource;
}

/** Something to analyse: one trace, one log, or the files of one `strace -ff`. */
export interface Input {
  /** As the user named it. */
  readonly path: string;
  readonly kind: InputKind;
  /** One, or one a process of an `-ff` set. */
  readonly members: readonly InputMember[];
  /** It was found in a folder that the user named. */
  readonly inFolder: boolean;
}

/** So much of an archive says that it is one. */
const archiveHeadSize = 512;
const sampleSize = 1 << 18;
// A set may have thousands of files, and the samples of all are in memory at once.
const setSampleSize = 1 << 13;

/**
 * Opens a source and finds out what it is. A path may be a file (plain, gzip or zstd), the prefix of an `-ff` set or
 * any member of it, or a bundle, which stands for its trace. `index` is the place that the first member takes in `Report.inputs`.
 *
 * Throws `InputError` for what cannot be read: missing, binary, another tool's trace.
 */
export async function openInput(source: InputSource, index = 0): Promise<Input> {
  const [first] = await openOne(source, index);
  if (first === undefined) throw new Error("a source is at least one input");
  return first;
}

/** What one file, set, stream or bundle holds: of a bundle several inputs, the trace first. */
async function openOne(source: InputSource, index: number): Promise<readonly Input[]> {
  if (typeof source !== "string") {
    const { name, bytes } = source;
    return await openBytes(
      bytes instanceof Uint8Array ? memorySource(name, bytes) : streamSource(name, bytes),
      index,
    );
  }
  const found = await statOf(source);
  // A pipe (`<(zcat …)`, /dev/stdin) can be read once only, so looking at its beginning must not lose it.
  const once = found !== null && !found.isFile() && !found.isDirectory();
  const set = once ? [] : await setMembers(source, found !== null);
  if (set.length === 0) {
    return await openBytes(once ? streamSource(source, createReadStream(source)) : fileSource(source), index);
  }
  const members: InputMember[] = [];
  for (const { path, tid } of set)
    members.push(await openMember(fileSource(path), index + members.length, tid));
  return [{ path: source, kind: "strace", members, inFolder: false }];
}

/** A trace, a log, or the members of a bundle. */
async function openBytes(raw: ByteSource, index: number): Promise<readonly Input[]> {
  const plain = await plainSource(raw);
  const { head, source } = await peek(plain, archiveHeadSize);
  const sources = isArchive(head) ? await bundleSources(await keptSource(source)) : [source];
  const inputs: Input[] = [];
  for (const each of sources) {
    const member = await openMember(each, index + inputs.length, null);
    inputs.push({ path: member.path, kind: member.kind, members: [member], inFolder: false });
  }
  return inputs;
}

/** Opens every trace and log that a path stands for: a directory's files and sets, a bundle's members, else the path itself. */
export async function openInputs(source: InputSource, index = 0): Promise<readonly Input[]> {
  const inFolder = typeof source === "string" && (await isDirectory(source));
  const paths = inFolder ? await directoryInputs(source) : [source];
  const inputs: Input[] = [];
  let next = index;
  for (const path of paths) {
    for (const input of await openOne(path, next)) {
      inputs.push({ ...input, inFolder });
      next += input.members.length;
    }
  }
  return inputs;
}

async function openMember(raw: ByteSource, index: number, tid: number | null): Promise<InputMember> {
  const source = await plainSource(raw);
  const size = tid === null ? sampleSize : setSampleSize;
  const { head, source: whole } = await peek(source, size);
  const { path } = raw;
  const found = sniff(head.toString("latin1", 0, size), head.length < size);
  if (found.binary)
    throw new InputError("binary", path, `${path} is a binary file, neither a trace nor a log`);
  if (found.lookAlike !== null) {
    throw new InputError(
      "look-alike",
      path,
      `${path} was written by ${found.lookAlike}, whose format only resembles strace's: record it with strace`,
    );
  }
  const { kind, decoration, lines } = found;
  return { index, path, kind, tid, decoration, sample: lines, source: whole };
}

/** Decompressed, and with a byte for each ASCII character. */
async function plainSource(raw: ByteSource): Promise<ByteSource> {
  const packed = await peek(raw, 4);
  const compression = compressionOf(packed.head);
  const { head, source } =
    compression === "none" ? packed : await peek(decompressed(packed.source, compression), 2);
  const encoding = utf16Of(head);
  return encoding === null ? source : inUtf8(source, encoding);
}

interface SetFile {
  readonly path: string;
  readonly tid: number;
}

const setName = /^(.+)\.(\d+)(?:\.gz|\.zst)?$/;

/** The files of the `-ff` set that a path is the prefix or a member of; none where it is neither. */
async function setMembers(path: string, exists: boolean): Promise<readonly SetFile[]> {
  const folder = dirname(path);
  const match = setName.exec(basename(path));
  const prefix = exists ? match?.[1] : basename(path);
  if (prefix === undefined) return [];
  const files = (await setsIn(folder)).get(prefix) ?? [];
  // A file whose name ends in a number is a member of a set only if it has brothers: logs are rotated that way, too.
  return exists && files.length < 2 ? [] : files;
}

async function setsIn(folder: string): Promise<Map<string, SetFile[]>> {
  const sets = new Map<string, SetFile[]>();
  for (const name of await namesIn(folder)) {
    const [, prefix, tid] = setName.exec(name) ?? [];
    if (prefix === undefined) continue;
    const set = sets.get(prefix) ?? [];
    set.push({ path: join(folder, name), tid: Number(tid) });
    sets.set(prefix, set);
  }
  for (const set of sets.values()) set.sort((a, b) => a.tid - b.tid);
  return sets;
}

async function directoryInputs(folder: string): Promise<string[]> {
  const sets = await setsIn(folder);
  const inSet = new Set(
    [...sets.values()].filter((files) => files.length > 1).flatMap((files) => files.map(({ path }) => path)),
  );
  const paths = [...sets].filter(([, files]) => files.length > 1).map(([prefix]) => join(folder, prefix));
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    if (!inSet.has(path) && (await isFile(path)) && (await isTraceOrLog(path))) paths.push(path);
  }
  if (paths.length === 0)
    throw new InputError("unreadable", folder, `${folder} holds no trace and no log of go`);
  return paths;
}

async function isTraceOrLog(path: string): Promise<boolean> {
  try {
    const { kind } = await openMember(fileSource(path), 0, null);
    return kind !== "unknown" && kind !== "empty";
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    if (systemMessage(error) === null) throw error;
    return [];
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await statOf(path))?.isFile() ?? false;
}

async function isDirectory(path: string): Promise<boolean> {
  return (await statOf(path))?.isDirectory() ?? false;
}

async function statOf(path: string): Promise<Awaited<ReturnType<typeof stat>> | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (systemMessage(error) === null) throw error;
    return null;
  }
}
