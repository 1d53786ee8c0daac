import type { Fix } from "../../model/fix.ts";
import type { Note } from "../../model/note.ts";
import type { Evidence, Finding, InputReport, LossReport, RunReport, Step } from "../../model/report.ts";
import { outcomeMark } from "./headline.ts";
import { columns, hanging, indented, padTo, shorten, wrap, wrapAtMost, wrapCommand } from "./layout.ts";
import type { Style } from "./style.ts";
import { commandLine, count, duration } from "./words.ts";

const labelColumns = 14;
/** What is left of the margin: two spaces, and the label. */
const margin = 2 + labelColumns;

/** A block of the report: its name on the left of its first line. */
export function section(label: string, lines: readonly string[], style: Style): string[] {
  return hanging("  ", hanging(padTo(style.strong(label), labelColumns), lines));
}

/** What a block with its label on a line of its own is indented by: its lines need the width. */
export const wideIndent = 4;

/** A block whose label stands above it. */
export function wideBlock(label: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : [`  ${style.strong(label)}`, ...indented(lines, wideIndent)];
}

/** The columns that a section's lines may take. */
export function bodyWidth(width: number): number {
  return width - margin;
}

/** Numbered steps, each with the place in the record that shows it. */
export function numberedSteps(steps: readonly Step[], width: number): string[] {
  return steps.flatMap((step, index) => hanging(number(index), wrap(located(step), width - 3)));
}

/** Unnumbered steps: they stand side by side, none follows from another. */
export function plainSteps(steps: readonly Step[], width: number): string[] {
  return steps.flatMap((step) => listItem(located(step), width));
}

/** One of several: what runs over stands further in, so that each beginning is seen. */
export function listItem(text: string, width: number): string[] {
  return wrap(text, width - 2).map((line, index) => (index === 0 ? line : `  ${line}`));
}

function located({ text, at }: Step): string {
  return at === null ? text : `${text} (${at})`;
}

function number(index: number): string {
  return `${String(index + 1).padEnd(2)} `;
}

const maxEvidence = 8;
const maxQuotedLines = 8;
const maxRowsOfLine = 3;
const maxPlaceColumns = 24;

/** Where each proof stands, what it shows, and under it the line itself. */
export function evidenceLines(evidence: readonly Evidence[], width: number, style: Style): string[] {
  const shown = evidence.slice(0, maxEvidence);
  const places = shown.map(({ at }) => columns(at)).filter((size) => size <= maxPlaceColumns);
  const column = Math.max(0, ...places) + 2;
  const lines = shown.flatMap(({ at, shows, quote }, index) => [
    ...(columns(at) <= maxPlaceColumns
      ? hanging(padTo(at, column), wrap(shows, width - column))
      : [at, ...indented(wrap(shows, width - 2), 2)]),
    ...(isRepeated(quote, shown.slice(0, index))
      ? []
      : indented(quoteLines(quote, width - 2).map(style.faint), 2)),
  ]);
  const hidden = evidence.length - shown.length;
  return hidden === 0 ? lines : [...lines, style.faint(`… and ${hidden} more; --format json has them all`)];
}

/** A message that the log has stands in the trace once more, as what go wrote: to read it once is enough. */
function isRepeated(quote: string, before: readonly Evidence[]): boolean {
  const unescaped = quote.replaceAll('\\"', '"');
  return before.some((earlier) => {
    const beginning = earlier.quote.split("\n")[0]?.slice(0, 80) ?? "";
    return beginning.length >= 20 && unescaped.includes(beginning);
  });
}

/** A long line loses its middle, and so does a message of many lines: what counts is at its ends. */
function quoteLines(quote: string, width: number): string[] {
  const lines = quote
    .split("\n")
    .map((line) => line.trim().replace(/ {2,}/g, " "))
    .filter((line) => line !== "");
  const kept = lines.length <= maxQuotedLines ? lines : [...lines.slice(0, 5), "…", ...lines.slice(-2)];
  return kept.flatMap((line) => wrapAtMost(line, width, maxRowsOfLine));
}

/** A command's words are not broken, so that it can be copied: where one needs it, the block takes the whole width. */
export function fixBlock(fixes: readonly Fix[], width: number, style: Style): string[] {
  const lines = fixLines(fixes, bodyWidth(width), style);
  if (lines.length === 0) return [];
  return lines.every((line) => columns(line) <= bodyWidth(width))
    ? section("try", lines, style)
    : wideBlock("try", fixLines(fixes, width - wideIndent, style), style);
}

/** What to type next: each command on lines of its own. */
function fixLines(fixes: readonly Fix[], width: number, style: Style): string[] {
  return fixes.flatMap((fix, index) => {
    const weaker = fix.weakens === null ? [] : wrap(`less safe: ${fix.weakens}`, width - 3);
    const command = fix.command === null ? [] : wrapCommand(fix.command, width - 5);
    return hanging(number(index), [
      ...wrap(fix.text, width - 3),
      ...indented(command.map(style.command), 2),
      ...weaker.map(style.warn),
    ]);
  });
}

/** Findings that did not decide: what go recovered from, what is merely slow. */
export function warningLines(findings: readonly Finding[], width: number, style: Style): string[] {
  return findings.flatMap((finding) => {
    const tag = `${finding.stage} · ${finding.cause}`;
    const text = located({ text: finding.title, at: finding.evidence[0]?.at ?? null });
    return hanging(style.warn("! "), wrap(`${text} — ${tag}`, width - 2));
  });
}

/** Remarks, each with what to type first, if anything. */
export function noteLines(notes: readonly Note[], width: number, style: Style): string[] {
  return notes.flatMap(({ kind, text, seen, fixes }) => {
    const places = [...new Set(seen.map(({ at }) => at))].join(", ");
    const command = fixes.find((each) => each.command !== null)?.command ?? null;
    return [
      ...listItem(`${text}${places === "" ? "" : ` (${places})`} — ${kind}`, width),
      ...(command === null ? [] : indented(wrapCommand(command, width - 4).map(style.command), 4)),
    ];
  });
}

/** A line for every go command of the record. */
export function runLines(runs: readonly RunReport[], width: number, style: Style): string[] {
  return runs.flatMap((run, index) => {
    const line = `${shorten(commandLine(run.command), width / 2)}: ${runSummary(run)}`;
    return hanging(`${number(index)}${outcomeMark(run.outcome, style)} `, wrap(line, width - 5));
  });
}

function runSummary({ command, outcome, diagnosis }: RunReport): string {
  const summary = diagnosis === null ? outcome : `${outcome} at ${diagnosis.stage}, ${diagnosis.cause}`;
  return command.durationMs === null ? summary : `${summary}, after ${duration(command.durationMs)}`;
}

/** What the record cannot show, each a sentence. */
export function limitLines(limits: readonly string[], width: number): string[] {
  return limits.flatMap((limit) => listItem(limit, width));
}

/** What was read, and how much of it was understood; the files of one `strace -ff` on one line. */
export function inputLines(inputs: readonly InputReport[], width: number): string[] {
  const groups = [...Map.groupBy(inputs, setName).values()];
  return groups.flatMap((group) => listItem(inputNote(group), width));
}

/** `trace` for the file `trace.4711` of a set; any other name stands for itself. */
function setName({ path, kind }: InputReport): string {
  return kind === "strace" ? path.replace(/\.\d+$/, ".") : path;
}

function inputNote(group: readonly InputReport[]): string {
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined) return "";
  const name = group.length === 1 ? first.path : `${first.path} … ${last.path}`;
  const total = (of: (input: InputReport) => number): number => group.reduce((sum, one) => sum + of(one), 0);
  const unparsed = total((input) => input.unparsedLines);
  return [
    `${name}: ${first.kind}, ${group.length === 1 ? "" : `${count(group.length, "file")}, `}${count(
      total((input) => input.lines),
      "line",
    )}`,
    ...(unparsed > 0 ? [`${count(unparsed, "line")} not understood`] : []),
    ...(group.some((input) => input.truncated) ? ["cut off in the middle of a line"] : []),
    ...group.flatMap((input) => input.losses.map(lossNote)),
  ].join("; ");
}

function lossNote(loss: LossReport): string {
  const samples = loss.samples.slice(0, 3).join(", ");
  return `${loss.kind} ${loss.count.toLocaleString("en")}×${samples === "" ? "" : ` (line ${samples})`}`;
}
