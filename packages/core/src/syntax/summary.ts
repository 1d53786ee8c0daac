// The table of -c and -C. Its columns depend on -U and the version; the row of dashes under the header says where
// each begins and ends.
//
//   % time     seconds  usecs/call     calls    errors syscall
//   ------ ----------- ----------- --------- --------- -------------------
//    25.12    0.000254          63         4         1 execve
import type { SummaryRow } from "../model/event.ts";

/** Columns of a table: name, first character and the character behind the last. */
export interface SummaryColumns {
  readonly names: readonly string[];
  readonly starts: readonly number[];
}

const header =
  /^ *(?:% time|syscall|calls|errors|seconds|usecs\/call|wall-\w+|time-\w+|min-\w+|max-\w+|stddev\S*)(?: +(?:% time|syscall|calls|errors|seconds|usecs\/call|total \(\w+\)|\w[\w-]*))+ *$/;
const dashes = /^-+(?: -+)+$/;

/** True for the line that a table starts with. */
export function isSummaryHeader(line: string): boolean {
  return header.test(line) && line.includes("syscall") && line.includes("calls");
}

/** True for a row of dashes. */
export function isRule(line: string): boolean {
  return dashes.test(line);
}

/** Reads the columns from a header and the row of dashes under it. */
export function summaryColumns(headerLine: string, rule: string): SummaryColumns {
  const starts = [...rule.matchAll(/-+/g)].map(({ index }) => index);
  const names = starts.map((start, index) => headerLine.slice(start, starts[index + 1]).trim());
  return { names, starts };
}

/** Reads one row; null for the total, and for what is none. */
export function summaryRow(line: string, { names, starts }: SummaryColumns): SummaryRow | null {
  const cells = new Map(
    names.map((name, index) => [name, line.slice(starts[index], starts[index + 1]).trim()]),
  );
  const syscall = cells.get("syscall") ?? "";
  if (!/^[a-z_?][A-Za-z0-9_?]*$/.test(syscall)) return null;
  const number = (name: string): number | null => {
    const text = cells.get(name) ?? "";
    return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
  };
  return {
    syscall,
    calls: number("calls"),
    errors: number("errors"),
    seconds: number("seconds") ?? number("wall-total"),
  };
}
