import type { OpenFile } from "../model/event.ts";

/** A call that a consumer wants, by name or with a filter. A name alone wants every such call. */
export type Wanted = string | WantedCall;

/** Wants a call where at least one of the filters that are given holds. */
export interface WantedCall {
  readonly name: string;
  /** Its arguments, both halves joined, contain one of these texts (as strace writes them: escaped). */
  readonly contains?: readonly string[];
  /** Its first argument is a descriptor of one of these kinds. */
  readonly on?: readonly OpenFile["kind"][];
}

/** What is wanted of one name; null for every call of that name. */
export interface WantedFilter {
  readonly contains: readonly string[];
  readonly on: ReadonlySet<OpenFile["kind"]>;
}

/** The wanted names with their filters; several wishes for one name add up. */
export type WantedNames = ReadonlyMap<string, WantedFilter | null>;

/** Merges what several consumers want. */
export function mergeWanted(wanted: Iterable<Wanted>): WantedNames {
  const names = new Map<string, WantedFilter | null>();
  for (const wish of wanted) {
    const { name, contains = [], on = [] } = typeof wish === "string" ? { name: wish } : wish;
    const known = names.get(name);
    if (known === null || (contains.length === 0 && on.length === 0)) {
      names.set(name, null);
    } else {
      names.set(name, {
        contains: [...(known?.contains ?? []), ...contains],
        on: new Set([...(known?.on ?? []), ...on]),
      });
    }
  }
  return names;
}

/** True where a filter lets a call through. `kind` is asked only where it matters. */
export function passes(
  filter: WantedFilter | null,
  args: string,
  kind: () => OpenFile["kind"] | null,
): boolean {
  if (filter === null || filter.contains.some((text) => args.includes(text))) return true;
  if (filter.on.size === 0) return false;
  const found = kind();
  return found !== null && filter.on.has(found);
}
