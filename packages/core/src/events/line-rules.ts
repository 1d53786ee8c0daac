// What the tables and the consumers need of each call, as questions to a line's bytes. A rule may let a line through
// that nobody wants; it never holds one back that somebody does.
import type { OpenFile } from "../model/event.ts";
import { textSearch } from "../syntax/byte-search.ts";
import type { LineRule } from "../syntax/line-rule.ts";
import { hashName } from "../syntax/name-hash.ts";
import type { ProcessTable } from "./process-table.ts";
import type { WantedFilter, WantedNames } from "./wanted.ts";

type Begins = NonNullable<LineRule["begins"]>;
type Returns = NonNullable<LineRule["returns"]>;

/** Calls that matter to the descriptor tables on some lines only. */
export const openCalls: ReadonlySet<string> = new Set(["open", "openat", "openat2", "creat"]);

/** What fcntl does to descriptors. */
export const duplicating: readonly string[] = ["F_DUPFD", "F_SETFD"];

/** What the rules ask of the process table. */
type KnownProcesses = Pick<ProcessTable, "find" | "unsure">;

/**
 * Rules for all calls that are tracked or wanted. `annotated`: -y names the file of every descriptor, so files need not
 * be followed from their opening.
 */
export function lineRules(
  wanted: WantedNames,
  tracked: ReadonlySet<string>,
  table: KnownProcesses,
  annotated: boolean,
): LineRule[] {
  return [...new Set([...wanted.keys(), ...tracked])].map((name) => {
    const filter = wanted.get(name);
    const whole = filter === null ? null : filter === undefined ? [] : wantedTests(filter, table, annotated);
    const needed = tracked.has(name) ? trackedTests(name, table, annotated) : [];
    const begins = whole === null || needed === null ? null : anyOf([...whole, ...needed]);
    const judged = begins === null || !filter ? null : filter;
    return {
      name,
      begins,
      returns: judged === null ? null : failsWith(judged.errnos),
      rest: judged === null || judged.contains.length === 0 ? null : contains(judged.contains),
    };
  });
}

function anyOf(tests: readonly Begins[]): Begins {
  const [first, second, ...rest] = tests;
  if (first === undefined) return () => false;
  if (second === undefined) return first;
  const others = anyOf([second, ...rest]);
  return (tid, bytes, start, end) => first(tid, bytes, start, end) || others(tid, bytes, start, end);
}

/** When the tables need a call; null for always. */
function trackedTests(name: string, table: KnownProcesses, annotated: boolean): Begins[] | null {
  if (name === "close") return [(tid, bytes, start) => isOpen(table, tid, descriptorAt(bytes, start))];
  if (name === "fcntl" || name === "fcntl64") return [contains(duplicating)];
  if (name === "tgkill") return [() => table.unsure];
  return annotated && openCalls.has(name) ? [tellsDirectory(table)] : null;
}

/** `AT_FDCWD</home/dev/app>` of a process whose working directory is not known yet. */
function tellsDirectory(table: KnownProcesses): Begins {
  return (tid, bytes, start, end) => {
    if (bytes[start] !== 0x41 || bytes[start + 8] !== less) return false;
    // A line that breaks off tells nothing yet, and is the line reader's to judge.
    const path = annotationEnd(bytes, start, end);
    const isWhole = bytes[start + 9] === slash && path < end && endOfCall(bytes, path, end);
    return !isWhole || (table.find(tid)?.cwd ?? null) === null;
  };
}

const endOfCall = textSearch([" = ", "...>"]);

function wantedTests(filter: WantedFilter, table: KnownProcesses, annotated: boolean): Begins[] {
  const { contains: texts, descriptors, on, paths, files } = filter;
  const tests: Begins[] = [];
  if (descriptors.size > 0) tests.push((_, bytes, start) => descriptors.has(descriptorAt(bytes, start)));
  if (on.size > 0) tests.push((tid, bytes, start) => isKind(on, table, tid, bytes, start));
  if (paths.length > 0) {
    tests.push(
      annotated ? pathContains(paths) : (tid, bytes, start) => isOpen(table, tid, descriptorAt(bytes, start)),
    );
  }
  for (const set of files) tests.push(isFileIn(set, table));
  if (texts.length > 0) tests.push(contains(texts));
  return tests;
}

/** The same of the first argument's path alone: what was read or written is longer. */
function pathContains(texts: readonly string[]): Begins {
  const finds = textSearch(texts);
  return (_, bytes, start, end) => finds(bytes, start, annotationEnd(bytes, start, end));
}

/** The end of the annotation that the arguments begin with: `3</etc/hosts>, …`. */
function annotationEnd(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && !(bytes[at] === greater && bytes[at + 1] === comma)) at += 1;
  return at;
}

function contains(texts: readonly string[]): Begins {
  const finds = textSearch(texts);
  return (_, bytes, start, end) => finds(bytes, start, end);
}

const [question, digit0, digit9, comma, less, greater, slash, backslash, parenthesis] = [
  0x3f, 0x30, 0x39, 0x2c, 0x3c, 0x3e, 0x2f, 0x5c, 0x29,
] as const;

/** A call that failed with one of these errors, or that never returned. */
function failsWith(errnos: ReadonlySet<string>): Returns {
  const hashes = new Set([...errnos].map((name) => hashName(Buffer.from(name), 0, name.length)));
  return (bytes, start, end) => {
    const result = resultEnd(bytes, start, end);
    const last = bytes[result - 1];
    if (last === question) return true;
    return last === parenthesis && hashes.size > 0 && hasErrno(hashes, bytes, start, result);
  };
}

/** ` = -1 ENOENT (No such file or directory)`: by the word before the parentheses; there may be two, ` (INJECTED)`. */
function hasErrno(hashes: ReadonlySet<number>, bytes: Buffer, start: number, end: number): boolean {
  let open = opening(bytes, start, end);
  while (open > start && bytes[open - 2] === parenthesis) open = opening(bytes, start, open - 1);
  let name = open - 1;
  while (name > start && bytes[name - 1] !== 0x20) name -= 1;
  return hashes.has(hashName(bytes, name, open - 1));
}

/** The index of the last opening parenthesis before `end`. */
function opening(bytes: Buffer, start: number, end: number): number {
  let at = end - 1;
  while (at > start && bytes[at] !== 0x28) at -= 1;
  return at;
}

/** The end of a line without the duration of -T. */
function resultEnd(bytes: Buffer, start: number, end: number): number {
  if (bytes[end - 1] !== greater) return end;
  let at = end - 2;
  while (at > start && bytes[at] !== less) at -= 1;
  return at - 1;
}

/** The descriptor that arguments begin with; -1 for none. */
function descriptorAt(bytes: Buffer, start: number): number {
  let fd = 0;
  for (let at = start; ; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= digit0 && byte <= digit9) fd = fd * 10 + (byte - digit0);
    // Anything else (`fd=7` of -N) is a question for the line reader, which -2 makes it.
    else
      return at > start && (byte === comma || byte === less || byte === parenthesis || byte === 0x20)
        ? fd
        : -2;
  }
}

/** The descriptor is in its process's table, or its process is not known yet. */
function isOpen(table: KnownProcesses, tid: number, fd: number): boolean {
  if (fd === -2) return true;
  const process = table.find(tid);
  return process === undefined || process.table.has(fd);
}

/** The first argument is a descriptor of such a kind, by its annotation or by its process's table. */
function isKind(
  kinds: ReadonlySet<OpenFile["kind"]>,
  table: KnownProcesses,
  tid: number,
  bytes: Buffer,
  start: number,
): boolean {
  const fd = descriptorAt(bytes, start);
  if (fd < 0) return true;
  let at = start;
  while (isDigit(bytes[at])) at += 1;
  if (bytes[at] === less) return kinds.has(kindAt(bytes, at + 1));
  const process = table.find(tid);
  if (process === undefined) return true;
  const file = process.table.get(fd)?.file;
  return kinds.has(file?.kind ?? "unknown");
}

/** The first argument is a descriptor of a file with such a path, by its annotation or by its process's table. */
function isFileIn(paths: ReadonlySet<string>, table: KnownProcesses): Begins {
  return (tid, bytes, start) => {
    if (paths.size === 0) return false;
    const fd = descriptorAt(bytes, start);
    const process = table.find(tid);
    if (fd < 0 || process === undefined) return true;
    let at = start;
    while (isDigit(bytes[at])) at += 1;
    if (bytes[at] === less) return isNamed(paths, bytes, at + 1);
    const path = process.table.get(fd)?.file.path;
    return typeof path === "string" && paths.has(path);
  };
}

/** An annotation that starts here has one of the paths. Where it is printed with escapes, that is not known. */
function isNamed(paths: ReadonlySet<string>, bytes: Buffer, start: number): boolean {
  let end = start;
  for (; end < bytes.length && bytes[end] !== less && bytes[end] !== greater; end += 1) {
    if (bytes[end] === backslash) return true;
  }
  // Nearly every path has another length, and need not become text.
  for (const { length } of paths) {
    if (length === end - start) return paths.has(bytes.toString("latin1", start, end));
  }
  return false;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= digit0 && byte <= digit9;
}

/** What an annotation that starts here names: `/…`, `TCP:[…`, `pipe:[…`, `anon_inode:…`. */
function kindAt(bytes: Buffer, start: number): OpenFile["kind"] {
  const first = bytes[start] ?? 0;
  if (first === slash) return "file";
  if (first === 0x70 && bytes[start + 1] === 0x69 && bytes[start + 2] === 0x70) return "pipe";
  const isUpper = first >= 0x41 && first <= 0x5a;
  return isUpper || first === 0x28 || (first === 0x73 && bytes[start + 1] === 0x6f) ? "socket" : "anonymous";
}
