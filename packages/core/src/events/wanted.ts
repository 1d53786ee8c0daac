import type { OpenFile, SyscallEvent } from "../model/event.ts";

/** A call that a consumer wants, by name or with a filter. A name alone wants every such call. */
export type Wanted = string | WantedCall;

/** Wants a call where at least one of the filters that are given holds. A call that never returns passes them all. */
export interface WantedCall {
  readonly name: string;
  /** Its arguments, both halves joined, contain one of these texts (as strace writes them: escaped). */
  readonly contains?: readonly string[];
  /** Its first argument is a descriptor of one of these kinds. */
  readonly on?: readonly OpenFile["kind"][];
  /** Its first argument is one of these descriptors. */
  readonly descriptors?: readonly number[];
  /** Its first argument is a descriptor of a file whose path contains one of these texts. */
  readonly paths?: readonly string[];
  /** Its first argument is a descriptor of a file with one of these paths. The set may change while the trace is read. */
  readonly files?: ReadonlySet<string>;
  /** It failed with one of these errors. */
  readonly errnos?: readonly string[];
}

/** What is wanted of one name; null for every call of that name. */
export interface WantedFilter {
  readonly contains: readonly string[];
  readonly on: ReadonlySet<OpenFile["kind"]>;
  readonly descriptors: ReadonlySet<number>;
  readonly paths: readonly string[];
  readonly files: readonly ReadonlySet<string>[];
  readonly errnos: ReadonlySet<string>;
}

/** The wanted names with their filters; several wishes for one name add up. */
export type WantedNames = ReadonlyMap<string, WantedFilter | null>;

/** A filter that lets nothing through but calls that never return. */
export const noFilter: WantedFilter = {
  contains: [],
  on: new Set(),
  descriptors: new Set(),
  paths: [],
  files: [],
  errnos: new Set(),
};

/** Merges what several consumers want. */
export function mergeWanted(wanted: Iterable<Wanted>): WantedNames {
  const names = new Map<string, WantedFilter | null>();
  for (const wish of wanted) {
    const name = typeof wish === "string" ? wish : wish.name;
    const known = names.get(name);
    names.set(name, known === null || isWhole(wish) ? null : add(known ?? noFilter, wish));
  }
  return names;
}

function isWhole(wish: Wanted): wish is string {
  if (typeof wish === "string") return true;
  const { contains, on, descriptors, paths, files, errnos } = wish;
  return (
    files === undefined &&
    [contains, on, descriptors, paths, errnos].every((filter) => filter === undefined || filter.length === 0)
  );
}

function add(filter: WantedFilter, wish: WantedCall): WantedFilter {
  const { contains, on, descriptors, paths, files, errnos } = wish;
  return {
    contains: [...filter.contains, ...(contains ?? [])],
    on: new Set([...filter.on, ...(on ?? [])]),
    descriptors: new Set([...filter.descriptors, ...(descriptors ?? [])]),
    paths: [...filter.paths, ...(paths ?? [])],
    files: files === undefined ? filter.files : [...filter.files, files],
    errnos: new Set([...filter.errnos, ...(errnos ?? [])]),
  };
}

/** True where a filter lets a call through. The open file of its first argument is asked for only where it matters. */
export function passes(
  filter: WantedFilter | null,
  { argsText, result, complete }: SyscallEvent,
  descriptor: number,
  subject: () => OpenFile | null,
): boolean {
  if (filter === null || !complete) return true;
  if (result.errno !== null && filter.errnos.has(result.errno)) return true;
  if (filter.descriptors.has(descriptor)) return true;
  if (filter.contains.some((text) => argsText.includes(text))) return true;
  return descriptor >= 0 && asksForFile(filter) && passesOn(filter, subject());
}

function asksForFile({ on, paths, files }: WantedFilter): boolean {
  return on.size > 0 || paths.length > 0 || files.some(({ size }) => size > 0);
}

function passesOn({ on, paths, files }: WantedFilter, file: OpenFile | null): boolean {
  if (file === null) return on.has("unknown");
  const { kind, path } = file;
  if (on.has(kind)) return true;
  return path !== null && (paths.some((text) => path.includes(text)) || files.some((set) => set.has(path)));
}
