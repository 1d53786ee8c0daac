import type { LossReport } from "../model/report.ts";

/** Why a line, or a part of one, could not be used. */
export type LossKind =
  /** Begins like the file's lines but with nothing that strace prints. */
  | "unknown-line"
  /** In a file that only strace writes to (`-o`), a line that is not strace's. */
  | "foreign-line"
  /** The second half of a call whose first half is not in the trace. */
  | "resumed-without-head"
  /** The first half of a call whose thread went on without finishing it. */
  | "head-without-end"
  /** Longer than the limit for a line; the rest was left out. */
  | "line-too-long";

/** Counts what is lost, with samples. */
export interface Losses {
  add(kind: LossKind, line: number): void;
  /** Lines that nobody understood: not those whose other half is missing. */
  readonly unparsed: number;
  report(): LossReport[];
}

const halves: ReadonlySet<LossKind> = new Set(["resumed-without-head", "head-without-end"]);

const sampleCount = 5;

/** An empty count. */
export function createLosses(): Losses {
  const rows = new Map<LossKind, { count: number; samples: number[] }>();
  let unparsed = 0;
  return {
    get unparsed() {
      return unparsed;
    },
    add(kind, line) {
      if (!halves.has(kind)) unparsed += 1;
      const row = rows.get(kind) ?? { count: 0, samples: [] };
      row.count += 1;
      if (row.samples.length < sampleCount) row.samples.push(line);
      rows.set(kind, row);
    },
    report: () => [...rows].map(([kind, { count, samples }]) => ({ kind, count, samples })),
  };
}
