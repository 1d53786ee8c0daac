import { access, constants, open, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import {
  escapeModulePath,
  parseFailure,
  type DiskState,
  type MachineState,
  type Measurement,
  type Question,
} from "@gotrace/core";
import { bad, good, notAsked, suspicious, type Limits, type Place } from "./measuring.ts";

const link = "module cache";

/** Whether go can write there, lock there, and has room; and whether what is there of the modules is whole. */
export async function examineCache(
  machine: MachineState,
  questions: readonly Question[],
  limits: Limits,
): Promise<Measurement[]> {
  const disk = machine.disks.find(({ use }) => use === "GOMODCACHE");
  if (!disk) {
    const error = {
      kind: "home-missing",
      what: "module-cache",
      text: "neither GOMODCACHE, GOPATH nor HOME is set",
    } as const;
    return [bad({ link, name: "folder", stage: "config", role: "local" }, error.text, { error })];
  }
  const wanted = questions.filter(({ sample, version }) => !sample && version !== null);
  return [
    folderMeasured(disk),
    roomMeasured(disk),
    ...(await locksMeasured(disk, machine.project.goMod?.path ?? null, wanted, limits)),
    ...(await Promise.all(wanted.map((question) => entryMeasured(disk.path, question)))).flat(),
  ];
}

function folderMeasured({ path, exists, writable, options, type }: DiskState): Measurement {
  const place: Place = { link, name: "folder", stage: "cache", role: "local" };
  const kind = type === null ? "" : `, on ${type}`;
  const readOnly = (options ?? "").split(",").includes("ro");
  if (writable && !readOnly)
    return good(place, `${path} ${exists ? "can be written" : "does not exist yet; go can make it"}${kind}`);
  const errno = readOnly ? "read-only file system" : "permission denied";
  const error = {
    kind: "file",
    operation: exists ? "open" : "mkdir",
    path,
    errno,
    purpose: "module-cache",
  } as const;
  return bad(place, `${path}: ${errno}${kind}`, { error });
}

const leastBytes = 1 << 20;
const fewBytes = 200 << 20;

function roomMeasured({ path, freeBytes, totalBytes }: DiskState): Measurement {
  const place: Place = { link, name: "room", stage: "store", role: "local" };
  if (freeBytes === null || totalBytes === 0) return notAsked(place, "the file system does not say");
  // Inodes are no sign: some file systems make them as they go, and count none.
  const measured = `${size(freeBytes)} free`;
  if (freeBytes < leastBytes) {
    const error = {
      kind: "file",
      operation: "write",
      path,
      errno: "no space left on device",
      purpose: "module-cache",
    } as const;
    return bad(place, measured, { error });
  }
  return freeBytes < fewBytes
    ? suspicious(place, `${measured}: an archive may have 500 MB`)
    : good(place, measured);
}

function size(bytes: number): string {
  if (bytes < 1 << 20) return `${Math.round(bytes / 1024)} kB`;
  return bytes < 1 << 30 ? `${Math.round(bytes / (1 << 20))} MB` : `${Math.round(bytes / (1 << 30))} GB`;
}

/** flock(1) on what is there already, shared and without waiting: nothing is made, and nobody is kept out for longer. */
async function locksMeasured(
  disk: DiskState,
  goMod: string | null,
  questions: readonly Question[],
  limits: Limits,
): Promise<Measurement[]> {
  const place: Place = { link, name: "locks", stage: "lock", role: "local" };
  const common = await firstThere([
    join(disk.path, "cache", "lock"),
    disk.path,
    // Go locks go.mod as well before it reads it.
    ...(goMod === null ? [] : [goMod]),
  ]);
  if (common === null) return [notAsked(place, "the module cache is not there yet")];
  const tried = await tryLock(common, limits);
  if (tried.kind === "missing") return [notAsked(place, "there is no flock command to try them with")];
  const held: Measurement[] = [];
  for (const question of questions) held.push(...(await heldLock(disk.path, question, limits)));
  if (tried.kind === "failed") {
    const error = { kind: "lock", operation: "Lock", path: common, errno: tried.errno } as const;
    return [bad(place, `${common}: ${tried.errno}`, { error })];
  }
  if (held.length > 0) return held;
  const where = common === goMod ? ` at ${common}` : disk.type === null ? "" : ` on ${disk.type}`;
  return [good(place, `they work${where}`)];
}

async function firstThere(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) if (await stat(path).catch(() => null)) return path;
  return null;
}

type Tried = { kind: "free" } | { kind: "held" } | { kind: "missing" } | { kind: "failed"; errno: string };

async function tryLock(path: string, { timeoutMs, signal }: Limits): Promise<Tried> {
  const { exitCode, code, stderr } = await execa("flock", ["--shared", "--nonblock", path, "true"], {
    reject: false,
    timeout: timeoutMs,
    cancelSignal: signal,
    env: { LC_ALL: "C" },
  });
  if (code === "ENOENT") return { kind: "missing" };
  if (exitCode === 0) return { kind: "free" };
  if (exitCode === 1) return { kind: "held" };
  const errno = /: ([^:\n]+)\s*$/.exec(stderr)?.[1]?.toLowerCase() ?? "unknown error";
  // Not to be read is a question of rights, which was looked at before.
  return /lock|implemented|supported/.test(errno) ? { kind: "failed", errno } : { kind: "free" };
}

/** Who downloads a version holds its lock, and every other go waits for it. */
async function heldLock(
  cache: string,
  { module, version }: Question,
  limits: Limits,
): Promise<Measurement[]> {
  const path = `${entryPath(cache, module, version)}.lock`;
  if (!(await stat(path).catch(() => null)) || (await tryLock(path, limits)).kind !== "held") return [];
  const holder = await holderOf(path);
  const error = { kind: "lock-wait", path, waitedMs: null, ended: false } as const;
  const place: Place = { link, name: "locks", stage: "lock", role: "local", module, version };
  return [bad(place, `${holder ?? "another process"} holds the lock of ${module}@${version}`, { error })];
}

/** `1: FLOCK  ADVISORY  WRITE 4711 08:01:393449 0 EOF`. proc_locks(5). */
async function holderOf(path: string): Promise<string | null> {
  const { ino } = await stat(path);
  const locks = await readFile("/proc/locks", "utf8").catch(() => "");
  const pid = locks.split("\n").flatMap((line) => {
    const [, , , , holder, file] = line.trim().split(/\s+/);
    return file?.split(":")[2] === String(ino) && holder !== undefined ? [holder] : [];
  })[0];
  if (pid === undefined) return null;
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => null);
  return name === null ? `process ${pid}` : `process ${pid} (${name.trim()})`;
}

function entryPath(cache: string, module: string, version: string | null): string {
  return join(cache, "cache", "download", escapeModulePath(module), "@v", escapeModulePath(version ?? ""));
}

/** What is in the cache go does not ask for again, also where it is broken. */
async function entryMeasured(cache: string, { module, version }: Question): Promise<Measurement[]> {
  const base = entryPath(cache, module, version);
  const place: Place = { link, name: `${module}@${version}`, stage: "cache", role: "local", module, version };
  const mod = await readFile(`${base}.mod`, "utf8").catch(() => null);
  if (mod !== null && /^\s*</.test(mod)) {
    const error = {
      kind: "dependency-gomod-parse",
      reason: "missing-module-line",
      file: null,
      line: null,
      text: "missing module line",
    } as const;
    return [bad(place, `${base}.mod is a page, not a go.mod`, { error })];
  }
  const whole = await isWholeArchive(`${base}.zip`);
  if (whole === null) return await foldersMeasured(cache, base, place);
  if (whole) return [good(place, "its archive is in the cache, and whole")];
  const inner = { kind: "zip-invalid", reason: "not-a-zip", text: "zip: not a valid zip file" } as const;
  const around = { kind: "unzip", zip: `${base}.zip`, inner } as const;
  return [bad(place, `${base}.zip is cut off`, { error: inner, around: [around] })];
}

/** Where a fetch by another user has left folders, go can unpack nothing there. */
async function foldersMeasured(cache: string, base: string, place: Place): Promise<Measurement[]> {
  const { module, version } = place;
  const unpacked = join(cache, `${escapeModulePath(module ?? "")}@${escapeModulePath(version ?? "")}`);
  if (await stat(unpacked).catch(() => null)) return [];
  const made = [dirname(base), dirname(unpacked)];
  const said = [
    `mkdir ${made[0]}: permission denied`,
    `unzip ${base}.zip: mkdir ${unpacked}: permission denied`,
  ];
  for (const [i, folder] of made.entries()) {
    const above = await nearestThere(folder, cache);
    if (above === null || (await isWritable(above))) continue;
    const { error } = parseFailure(said[i] ?? "");
    const inner = error.kind === "unzip" ? { error: error.inner, around: [error] } : { error };
    const words = `${above} is not this user's to write in`;
    return [bad({ ...place, stage: i === 0 ? "cache" : "store" }, words, inner)];
  }
  return [];
}

/** The folder, or the nearest one above it that is there; null where that is the cache itself, which was looked at before. */
async function nearestThere(folder: string, cache: string): Promise<string | null> {
  for (let each = folder; each.length > cache.length; each = dirname(each)) {
    if (await stat(each).catch(() => null)) return each;
  }
  return null;
}

async function isWritable(folder: string): Promise<boolean> {
  return await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** The end of central directory record stands in the last 64 kB: APPNOTE 4.3.16. Null where there is no such file. */
async function isWholeArchive(path: string): Promise<boolean | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    const { size: bytes } = await file.stat();
    const tail = Buffer.alloc(Math.min(bytes, 65_557));
    await file.read(tail, 0, tail.length, bytes - tail.length);
    return tail.includes("PK\u0005\u0006", 0, "latin1");
  } finally {
    await file.close();
  }
}
