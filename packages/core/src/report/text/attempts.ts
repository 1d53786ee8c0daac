import Table from "cli-table3";
import type { AttemptReport, ModuleReport, Report } from "../../model/report.ts";
import { columns, cutAt, shorten, wrap } from "./layout.ts";
import type { Style } from "./style.ts";
import { count, duration } from "./words.ts";

const maxRows = 12;
const maxAnswerLines = 3;
const maxEndpointColumns = 40;
const endpointLabel = "  asked for";
const head = [endpointLabel, "of", "answer", "took", "seen at"];
const gap = "  ";

interface Row {
  module: string;
  attempt: AttemptReport;
  order: number;
}

/** What was asked of whom for each module, and what came back; of many attempts, those that explain most. */
export function attemptsTable(report: Report, width: number, style: Style): string[] {
  const all = report.modules.flatMap((module) => module.attempts.map((attempt) => ({ module, attempt })));
  const rows = all.map(({ module, attempt }, order): Row => ({ module: nameOf(module), attempt, order }));
  if (rows.length === 0) return [];
  const shown = mostTelling(rows, report.diagnosis?.module ?? null);
  const lines = table(shown, width, style);
  const hidden = rows.length - shown.length;
  return hidden === 0
    ? lines
    : [...lines, style.faint(`… and ${count(hidden, "more attempt")}; --format json has them all`)];
}

/** Those of the diagnosed module first, then the ones with an error, up to the limit; shown in their own order. */
function mostTelling(rows: readonly Row[], module: string | null): Row[] {
  const rank = (row: Row): number => {
    if (row.module === module || row.module.startsWith(`${module}@`)) return 0;
    return row.attempt.error === null ? 2 : 1;
  };
  const ranked = rows.toSorted((a, b) => rank(a) - rank(b) || a.order - b.order);
  return ranked.slice(0, maxRows).toSorted((a, b) => a.order - b.order);
}

/** A line for each module, and under it a row for each attempt. */
function table(rows: readonly Row[], width: number, style: Style): string[] {
  const cells = rows.map(({ attempt }) => cellsOf(attempt));
  const used = head.map((_, column) => cells.some((row) => row[column] !== ""));
  const visible = [head, ...cells].map((row) => row.filter((_, column) => used[column]));
  const widths = fit(visible, width);
  const [labels = [], ...contents] = visible;
  const fitted = contents.map((row) =>
    row.map((cell, column) => fitCell(cell, labels[column] ?? "", widths[column] ?? 1)),
  );
  const drawn = new Table({
    chars: borderless,
    style: noStyle,
    colWidths: widths,
    head: labels.map(style.faint),
  });
  for (const [index, { module }] of rows.entries()) {
    if (rows[index - 1]?.module !== module) drawn.push([moduleCell(module, widths, style)]);
    drawn.push(fitted[index] ?? []);
  }
  return drawn
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}

function cellsOf(attempt: AttemptReport): string[] {
  return [
    `  ${cutAt(attempt.endpoint, maxEndpointColumns)}`,
    attempt.via.replace(/^https:\/\//, ""),
    answer(attempt),
    attempt.durationMs === null ? "" : duration(attempt.durationMs),
    attempt.at ?? "",
  ];
}

/** The error where there is one; it often begins with the status itself. */
function answer({ status, error }: AttemptReport): string {
  if (status === null) return error ?? "";
  if (error === null) return String(status);
  return error.includes(String(status)) ? error : `${status} ${error}`;
}

function nameOf(module: ModuleReport): string {
  return module.version === null ? module.path : `${module.path}@${module.version}`;
}

function moduleCell(
  module: string,
  widths: readonly number[],
  style: Style,
): { content: string; colSpan: number } {
  const room = widths.reduce((sum, one) => sum + one + gap.length, -gap.length);
  return { content: style.strong(shorten(module, room)), colSpan: widths.length };
}

/** An answer may take a few lines; what else is too wide loses its middle, or what a command ends in. */
function fitCell(cell: string, label: string, width: number): string {
  if (label === endpointLabel) return cutAt(cell, width);
  const lines = wrap(cell, width);
  return cell.includes(" ") && lines.length <= maxAnswerLines ? lines.join("\n") : shorten(cell, width);
}

/** The widest column gives way until the row fits; places and times stay whole. */
function fit(rows: readonly string[][], width: number): number[] {
  const [labels = []] = rows;
  const widths = labels.map((_, column) => Math.max(...rows.map((row) => columns(row[column] ?? ""))));
  const elastic = widths.map((_, column) => column).filter((column) => !rigid.has(labels[column] ?? ""));
  let excess = widths.reduce((sum, one) => sum + one + gap.length, -gap.length) - width;
  while (excess > 0) {
    const widest = elastic.reduce((a, b) => ((widths[b] ?? 0) > (widths[a] ?? 0) ? b : a), elastic[0] ?? 0);
    const size = widths[widest] ?? 0;
    if (size <= minColumns) break;
    widths[widest] = size - 1;
    excess -= 1;
  }
  return widths;
}

const rigid = new Set(["took", "seen at"]);
const minColumns = 6;

const borderless = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: gap,
};

// cli-table3 colours heads and borders even into a pipe, unless it is told of no colours.
const noStyle = { head: [], border: [], "padding-left": 0, "padding-right": 0 };
