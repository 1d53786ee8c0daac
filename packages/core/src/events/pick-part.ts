// Picks from a part of a file what may be wanted. It goes through the sieve afterwards, in order.
import { openSeekable } from "../input/byte-source.ts";
import type { LeaderShape } from "../syntax/leader.ts";
import {
  createLinePicker,
  type LinePicker,
  type PickedLines,
  type PickingMemory,
} from "../syntax/line-picker.ts";
import { pickRules } from "./pick-rules.ts";
import { mergeWanted, type Wanted } from "./wanted.ts";

/** What a picker must know of the file; it goes to other threads as it is. */
export interface PickOptions {
  readonly path: string;
  readonly shape: LeaderShape;
  /** The pid in the file's name. */
  readonly fixedTid: number | null;
  /** -y names the file of every descriptor. */
  readonly annotated: boolean;
  readonly wanted: readonly Wanted[];
}

/** Whole lines of a file. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** Picks from the parts of one file. */
export interface PartPicker {
  /** Reads a part to an address in memory, and picks from it. Null where that cannot be: the file became shorter. */
  pick(part: Part, address: number): PickedLines | null;
  end(): void;
}

/** Makes the picker of an index in memory. */
export function pickerFor(
  { shape, fixedTid, annotated, wanted }: Omit<PickOptions, "path">,
  memory: PickingMemory,
  index: number,
): LinePicker {
  return createLinePicker(memory, index, {
    shape,
    fixedTid,
    rules: pickRules(mergeWanted(wanted), annotated),
  });
}

/** @throws InputError where the file cannot be opened */
export function partPicker(options: PickOptions, memory: PickingMemory, index: number): PartPicker {
  const picker = pickerFor(options, memory, index);
  const file = openSeekable(options.path);
  return {
    pick({ start, end }, address) {
      const bytes = new Uint8Array(memory.memory.buffer, address, end - start);
      return file.readInto(bytes, start) < bytes.length ? null : picker.pick(address, address + bytes.length);
    },
    end: () => file.close(),
  };
}
