import type { TextChunk } from "../input/text-chunks.ts";

/** Which lines of a part of a file may be wanted; no other line of it is. */
export interface PickedLines {
  /** Where each begins in the part's bytes, in order. */
  readonly starts: Int32Array<ArrayBuffer>;
  /** Its number within the part, from 1. */
  readonly lines: Int32Array<ArrayBuffer>;
  /** How many lines the part has. */
  readonly total: number;
  /** Names of calls that have a rule and came by, picked or not. */
  readonly seen: readonly string[];
}

/** A part of whole lines, with what was picked from it. */
export interface PickedPart extends PickedLines {
  readonly chunk: Pick<TextChunk, "bytes" | "offset">;
}

/** Gathers lines that come in any order, some of them perhaps twice. */
export interface LineGatherer {
  readonly add: (start: number, line: number) => void;
  /** Hands over what came since the last time. */
  take(): Pick<PickedLines, "starts" | "lines">;
}

export function gatherLines(): LineGatherer {
  let starts: number[] = [];
  let lines: number[] = [];
  let inOrder = true;
  return {
    add(start, line) {
      // First halves come when their ends do.
      inOrder &&= line > (lines.at(-1) ?? 0);
      starts.push(start);
      lines.push(line);
    },
    take() {
      const order = inOrder ? null : orderOf(lines);
      const gathered = {
        starts: order === null ? Int32Array.from(starts) : Int32Array.from(order, (at) => starts[at] ?? 0),
        lines: order === null ? Int32Array.from(lines) : Int32Array.from(order, (at) => lines[at] ?? 0),
      };
      [starts, lines, inOrder] = [[], [], true];
      return gathered;
    },
  };
}

/** The indices of the lines in order, each line once. */
function orderOf(lines: readonly number[]): number[] {
  const sorted = [...lines.keys()].toSorted((a, b) => (lines[a] ?? 0) - (lines[b] ?? 0));
  return sorted.filter((at, index) => index === 0 || lines[at] !== lines[sorted[index - 1] ?? 0]);
}
