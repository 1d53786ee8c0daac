import type { Check, DoctorReport } from "../../model/doctor-report.ts";
import type { Recommendation } from "../../model/recommendation.ts";
import type { Finding } from "../../model/report.ts";
import { mapStrings, printable } from "../sanitise.ts";
import { outcomeMark } from "../text/headline.ts";
import { columns, hanging, indented, padTo, wrap, wrapCommand } from "../text/layout.ts";
import {
  bodyWidth,
  fixBlock,
  limitLines,
  noteLines,
  numberedSteps,
  plainSteps,
  section,
  warningLines,
} from "../text/sections.ts";
import { styleFor, type Style } from "../text/style.ts";
import { removedWords } from "../text/words.ts";
import { checkMarks, doctorVerdict, moduleName } from "./verdict.ts";

/** What was found, for a terminal: the verdict, then each check under what it is a part of, then what to do. */
export function doctorText(untrusted: DoctorReport, width: number, color: boolean): string {
  const report = mapStrings(untrusted, (value) => printable(value));
  const style = styleFor(color);
  const room = bodyWidth(width);
  const { diagnosis, findings } = report;
  const others = diagnosis === null ? findings : findings.slice(1);
  const blocks = [
    headline(report, width, style),
    ...checkBlocks(report.checks, width, style),
    ...(diagnosis === null ? [] : proof(diagnosis, width, style)),
    block(
      "set",
      report.recommendations.flatMap((each, i) => recommendationLines(each, i, room, style)),
      style,
    ),
    block("also", warningLines(others, room, style), style),
    block("notes", noteLines(report.notes, room, style), style),
    block(
      "removed",
      (report.removed ?? []).length === 0 ? [] : wrap(removedWords(report.removed ?? []), room),
      style,
    ),
    block("not asked", limitLines(report.limits, room), style),
  ];
  const paragraphs = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${paragraphs.join("\n\n")}\n`;
}

function headline(report: DoctorReport, width: number, style: Style): string[] {
  const sentence = wrap(doctorVerdict(report), width - 2);
  const lines = hanging(`${outcomeMark(report.outcome, style)} `, sentence.map(style.strong));
  const { diagnosis, goVersion, cwd, modules } = report;
  const tag = diagnosis === null ? [] : [`${diagnosis.cause} · ${diagnosis.confidence}`];
  const note = [...tag, goVersion ?? "no go", `in ${cwd}`, ...modules.map(moduleName)].join(" · ");
  return [...lines, ...hanging("  ", wrap(note, width - 2).map(style.faint))];
}

/** The checks of one link stand together. */
function checkBlocks(checks: readonly Check[], width: number, style: Style): string[][] {
  return [...Map.groupBy(checks, ({ link }) => link)].map(([link, own]) => {
    const column =
      Math.max(...own.map(({ name }) => columns(name)).filter((size) => size <= widestName), 0) + 2;
    const several = new Set(own.flatMap(({ module }) => module ?? [])).size > 1;
    return [
      `  ${style.strong(link)}`,
      ...own.flatMap((check) => checkLines(several ? named(check) : check, column, width, style)),
    ];
  });
}

const widestName = 24;

/** Where a server was asked for several modules, each line says for which. */
function named(check: Check): Check {
  return check.module === null ? check : { ...check, measured: `${check.module}: ${check.measured}` };
}

function checkLines(check: Check, column: number, width: number, style: Style): string[] {
  const { name, status, measured, details } = check;
  const mark = markOf(status, style);
  const room = width - 6 - column;
  const words = wrap(measured, room);
  const fits = columns(name) < column;
  const lines = fits
    ? hanging(padTo(name, column), words)
    : [name, ...indented(wrap(measured, width - 8), 2)];
  const shown = status === "failed" || status === "warning" ? details : [];
  const under = shown.flatMap((line) => indented(wrap(line, room - 2), column + 2)).map(style.faint);
  const painted = status === "not-asked" ? lines.map(style.faint) : lines;
  return hanging(`    ${mark} `, [...painted, ...under]);
}

function markOf(status: Check["status"], style: Style): string {
  const mark = checkMarks[status];
  switch (status) {
    case "ok":
      return style.good(mark);
    case "warning":
      return style.warn(mark);
    case "failed":
      return style.bad(mark);
    case "not-asked":
      return style.faint(mark);
  }
}

function proof({ explanation, chain, ruledOut, fixes }: Finding, width: number, style: Style): string[][] {
  const room = bodyWidth(width);
  return [
    block("why", wrap(explanation, room), style),
    block("how it came", numberedSteps(chain, room), style),
    block("not", plainSteps(ruledOut, room), style),
    fixBlock(fixes, width, style),
  ];
}

/** The exact command, what it does to what go checks, for how long, and how to take it back. */
function recommendationLines(each: Recommendation, index: number, width: number, style: Style): string[] {
  const { why, command, effect, weakens, lasts, undo, applied, inEnvironment } = each;
  const facts = [
    `effect: ${effect}`,
    ...(weakens === null ? [] : [style.warn(`less safe: ${weakens}`)]),
    `meant: ${lasts}`,
    `undo: ${undo}`,
  ];
  const state = applied
    ? "done"
    : inEnvironment
      ? "the environment has it: set it there"
      : "gotrace doctor --apply does it";
  return hanging(`${String(index + 1).padEnd(2)} `, [
    ...wrap(`${why} (${state})`, width - 3),
    ...indented(wrapCommand(command, width - 5).map(style.command), 2),
    ...facts.flatMap((fact) => indented(wrap(fact, width - 5), 2)),
  ]);
}

function block(label: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : section(label, lines, style);
}
