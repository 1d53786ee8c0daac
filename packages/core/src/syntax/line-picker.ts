// Picks the lines of a trace that may be wanted by their bytes, in memory that threads can share. packages/core/assembly does it.
import { createMemory, instantiate, layout, type LineMemory } from "#assembly";
import type { LeaderShape } from "./leader.ts";
import type { PickRule } from "./pick-rule.ts";
import { areaSize, writeRules } from "./picker-rules.ts";

/** Which lines of some bytes may be wanted; no other line of them is. */
export interface PickedLines {
  /** The lines in order, `lineWords` numbers each. */
  readonly lines: Int32Array<ArrayBuffer>;
  /** How many lines there are, picked or not. */
  readonly total: number;
  /** Numbers of the rules of which lines came by, picked or not. */
  readonly seen: readonly number[];
}

const word = 4;

/** How many numbers there are of a line. */
export const lineWords: number = layout.lineSize / word;

/** Which of them is what. */
export const lineParts: LineParts = {
  start: layout.lineStart / word,
  end: layout.lineEnd / word,
  number: layout.lineNumber / word,
  kind: layout.lineKind / word,
  args: layout.lineArguments / word,
};

/** Places are counted from the first byte, lines from 1. */
interface LineParts {
  readonly start: number;
  /** In front of the newline, or of nothing where the line is cut. */
  readonly end: number;
  readonly number: number;
  readonly kind: number;
  /** Where the arguments begin. */
  readonly args: number;
}

/** Goes over lines, so many at a time. What one run was told the next does not know. */
export interface LinePicker {
  /** The lines that begin between two places in memory. One that is cut is picked, and the last one is. */
  pick(start: number, end: number): PickedLines;
}

/** Memory for pickers, and behind it for the bytes that they go over. */
export interface PickingMemory {
  readonly memory: LineMemory;
  /** How many pickers it is for. */
  readonly pickers: number;
}

const page = 1 << 16;
// A picker looks at sixteen bytes at once.
const margin = 64;

/**
 * Makes memory for pickers and some bytes; null where there can be no pickers. `most`: it may be asked for room for so many bytes
 * later.
 */
export function pickingMemory(pickers: number, bytes: number, most: number = bytes): PickingMemory | null {
  const pages = (size: number): number => Math.ceil((pickers * areaSize + size + margin) / page);
  const memory = createMemory(pages(bytes), pages(Math.max(bytes, most)));
  return memory === null ? null : { memory, pickers };
}

/** The room behind the pickers, of at least so many bytes. Rooms that were given out before are its beginning. */
export function roomIn({ memory, pickers }: PickingMemory, bytes: number): Buffer {
  const start = roomStart(pickers);
  const missing = start + bytes + margin - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / page));
  return Buffer.from(memory.buffer, start, bytes);
}

/** Where it begins. */
export function roomStart(pickers: number): number {
  return pickers * areaSize;
}

/** How the lines begin, and what is wanted of them. */
export interface LinePickerOptions {
  readonly shape: LeaderShape;
  /** The pid in the file's name. */
  readonly fixedTid: number | null;
  readonly rules: readonly PickRule[];
}

/** Makes the picker that has the area of such an index for itself. */
export function createLinePicker(
  { memory }: PickingMemory,
  index: number,
  { shape, fixedTid, rules }: LinePickerOptions,
): LinePicker {
  const area = index * areaSize;
  const picker = instantiate(memory);
  picker.setUp(area, fixedTid ?? -1);
  picker.setShape(
    shape.pid === "column",
    shape.comm,
    shape.context,
    { none: 0, hms: 1, epoch: 2 }[shape.clock],
    shape.clockDigits,
    shape.relative === "beside-clock",
    shape.syscallNumber,
    shape.instructionPointer,
  );
  const places = writeRules(new DataView(memory.buffer), area, rules);

  const takeSeen = (): number[] => {
    const view = new DataView(memory.buffer);
    return places.flatMap((place, rule) => {
      if (view.getUint32(place + layout.ruleSeen, true) === 0) return [];
      view.setUint32(place + layout.ruleSeen, 0, true);
      return [rule];
    });
  };

  const run = (base: number, start: number, end: number): Int32Array<ArrayBuffer> => {
    const count = picker.pick(base, start, end);
    return Int32Array.from(new Int32Array(memory.buffer, area + layout.linesAt, count * lineWords));
  };

  return {
    pick(start, end) {
      const lines = run(start, start, end);
      const total = picker.lineCount();
      if (picker.nextStart() >= end) return { lines, total, seen: takeSeen() };
      // So many lines are short ones, which is rare.
      const all = [...lines];
      let before = total;
      while (picker.nextStart() < end) {
        const more = run(start, picker.nextStart(), end);
        all.push(...more.map((value, at) => (at % lineWords === lineParts.number ? value + before : value)));
        before += picker.lineCount();
      }
      return { lines: Int32Array.from(all), total: before, seen: takeSeen() };
    },
  };
}
