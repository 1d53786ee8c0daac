/** What is asked of the lines of one name. */
export interface NameRule {
  readonly name: string;
  /** Judges a call by its thread and by its arguments from `start` on; null where every such line is wanted. */
  readonly begins: ((tid: number, bytes: Buffer, start: number, end: number) => boolean) | null;
  /** Judges a call that `begins` did not want by its result; null where no result matters. */
  readonly returns: ((bytes: Buffer, start: number, end: number) => boolean) | null;
  /** Judges the second half of a split call by its arguments; null where they do not matter. */
  readonly rest: NameRule["begins"];
  /** A line of this name came by. */
  seen: boolean;
}

/** Rules by name, found without making text of the name. */
export interface NameTable {
  find(hash: number): NameRule | undefined;
  seen(): ReadonlySet<string>;
  /** Lines of these names came by elsewhere. */
  note(names: Iterable<string>): void;
}

/** A number for a name in a line's bytes. */
export function hashName(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at += 1) hash = nextHash(hash, bytes[at] ?? 0);
  return hash;
}

/** The number for a name that is one byte longer, for who goes over its bytes anyway. */
export function nextHash(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + byte) | 0;
}

/**
 * A table of rules. Names that have no rule may share a number with one that has: their lines are then read for
 * nothing, and none is missed.
 */
export function createNameTable(rules: Iterable<NameRule>): NameTable {
  const all = [...rules];
  const byHash = new Map(all.map((rule) => [hashName(Buffer.from(rule.name), 0, rule.name.length), rule]));
  // Open addressing in flat arrays: one look-up a line.
  const size = 1024;
  const keys = new Int32Array(size);
  const slots: (NameRule | undefined)[] = Array.from({ length: size });
  for (const [hash, rule] of byHash) {
    let slot = hash & (size - 1);
    while (slots[slot] !== undefined) slot = (slot + 1) & (size - 1);
    keys[slot] = hash;
    slots[slot] = rule;
  }
  return {
    find(hash) {
      let slot = hash & (size - 1);
      for (let rule = slots[slot]; rule !== undefined; rule = slots[slot]) {
        if (keys[slot] === hash) return rule;
        slot = (slot + 1) & (size - 1);
      }
      return undefined;
    },
    note(names) {
      const noted = new Set(names);
      for (const rule of all) rule.seen ||= noted.has(rule.name);
    },
    seen: () => new Set(all.filter((rule) => rule.seen).map(({ name }) => name)),
  };
}
