// Rules as packages/core/assembly reads them from memory; its layout.ts and search.ts say what stands where.
import { layout } from "#assembly";
import { hashName } from "./name-hash.ts";
import type { PickRule } from "./pick-rule.ts";

/** The picker knows fewer; a rule with more descriptors or larger ones wants every line. */
const mostDescriptors = 64;
const ruleSize = 40;

/** Writes rules into a thread's area of memory, and says where each rule stands. */
export function writeRules(memory: DataView, area: number, rules: readonly PickRule[]): number[] {
  let free = area + layout.rulesAt;
  const take = (size: number): number => {
    const at = free;
    // Numbers stand at multiples of eight.
    free += (size + 7) & ~7;
    if (free > area + areaSize) throw new RangeError("too many rules for the picker's memory");
    return at;
  };
  const known = new Map<string, number>();

  /** Equal lists are written once. */
  const once = (kind: string, list: readonly string[], write: () => number): number => {
    const key = JSON.stringify([kind, ...list]);
    const at = list.length === 0 && kind === "texts" ? 0 : (known.get(key) ?? write());
    known.set(key, at);
    return at;
  };

  const writeSearch = (texts: readonly string[]): number => {
    const needles = texts.map((text) => Buffer.from(text, "latin1"));
    const tables = fingerprints(needles);
    const search = take(tables.length + 4 + needles.reduce((sum, { length }) => sum + 4 + length, 0));
    writeBytes(memory, search, tables);
    let at = search + tables.length;
    memory.setUint32(at, needles.length, true);
    at += 4;
    for (const needle of needles) {
      memory.setUint32(at, needle.length, true);
      writeBytes(memory, at + 4, needle);
      at += 4 + needle.length;
    }
    return search;
  };

  const writeErrors = (names: readonly string[]): number => {
    const at = take(4 + 4 * names.length);
    memory.setUint32(at, names.length, true);
    for (const [index, name] of names.entries()) memory.setInt32(at + 4 + 4 * index, hashOf(name), true);
    return at;
  };

  return rules.map((rule, index) => {
    const at = take(ruleSize);
    memory.setUint32(at + layout.ruleIndex, index, true);
    const { kinds, descriptors, paths, texts, errnos } = rule;
    memory.setUint32(at + layout.ruleFlags, flagsOf(rule), true);
    memory.setUint32(at + layout.ruleKinds, kindsOf(kinds), true);
    for (const fd of descriptors) setBit(memory, at + layout.ruleDescriptors, fd);
    const search = (list: readonly string[]): number => once("texts", list, () => writeSearch(list));
    memory.setUint32(at + layout.rulePaths, search(paths), true);
    memory.setUint32(at + layout.ruleTexts, search(texts), true);
    const names = [...(errnos ?? [])];
    memory.setUint32(
      at + layout.ruleErrors,
      once("errors", names, () => writeErrors(names)),
      true,
    );
    writeName(memory, area + layout.namesAt, rule.name, at);
    return at;
  });
}

/** Each rule and each search is some hundred bytes. */
const rulesSize = 1 << 16;

/** Bytes of a thread's area. */
export const areaSize: number = layout.rulesAt + rulesSize;

function flagsOf({ always, descriptors, errnos, tellsDirectory, changesTables }: PickRule): number {
  const isAlways = always || [...descriptors].some((fd) => fd < 0 || fd >= mostDescriptors);
  return (
    (isAlways ? layout.always : 0) |
    (errnos === null ? 0 : layout.judgesResult) |
    (tellsDirectory ? layout.tellsDirectory : 0) |
    (changesTables ? layout.changesTables : 0)
  );
}

function kindsOf(kinds: PickRule["kinds"]): number {
  let bits = 0;
  for (const kind of kinds) {
    // What is of no known kind is not named, and every such descriptor is wanted.
    if (kind !== "unknown") bits |= layout[kind];
  }
  return bits;
}

function setBit(memory: DataView, at: number, bit: number): void {
  const byte = at + (bit >> 3);
  if (bit >= 0 && bit < mostDescriptors) memory.setUint8(byte, memory.getUint8(byte) | (1 << (bit & 7)));
}

/** How many bytes of a text the search looks at before it compares. */
const fingerprint = 3;

/** For the last bytes of the texts, for the low half of each byte and for the high one, in which sets of texts it stands there. */
function fingerprints(needles: readonly Buffer[]): Uint8Array {
  const tables = new Uint8Array(fingerprint * 32);
  const add = (index: number, set: number): void => {
    tables[index] = (tables[index] ?? 0) | set;
  };
  for (const [index, needle] of needles.entries()) {
    const set = 1 << (index % 8);
    for (let place = 0; place < fingerprint; place += 1) {
      const byte = needle[needle.length - fingerprint + place];
      for (let half = 0; half < 16; half += 1) {
        // In front of a short text any byte may stand.
        if (byte === undefined || half === (byte & 15)) add(place * 32 + half, set);
        if (byte === undefined || half === byte >> 4) add(place * 32 + 16 + half, set);
      }
    }
  }
  return tables;
}

function writeBytes(memory: DataView, at: number, bytes: Uint8Array): void {
  for (const [index, byte] of bytes.entries()) memory.setUint8(at + index, byte);
}

function writeName(memory: DataView, names: number, name: string, rule: number): void {
  const hash = hashOf(name);
  let slot = hash & (layout.nameSlots - 1);
  while (memory.getUint32(names + slot * layout.nameSlot + 4, true) !== 0) {
    slot = (slot + 1) & (layout.nameSlots - 1);
  }
  memory.setInt32(names + slot * layout.nameSlot, hash, true);
  memory.setUint32(names + slot * layout.nameSlot + 4, rule, true);
}

/** Whether the picker tells the names of the rules apart: it knows them by a number. */
export function areToldApart(rules: readonly { readonly name: string }[]): boolean {
  return new Set(rules.map(({ name }) => hashOf(name))).size === rules.length;
}

function hashOf(name: string): number {
  return hashName(Buffer.from(name, "latin1"), 0, name.length);
}
