import type { Finding, Report } from "../../model/report.ts";
import { mapStrings, printable, printableLines } from "../sanitise.ts";
import { attemptsTable } from "./attempts.ts";
import { headline } from "./headline.ts";
import { indented, wrap } from "./layout.ts";
import { noiseLines } from "./noise.ts";
import { recordingAdvice } from "./recording-advice.ts";
import {
  bodyWidth,
  evidenceLines,
  fixBlock,
  inputLines,
  limitLines,
  noteLines,
  numberedSteps,
  plainSteps,
  runLines,
  section,
  warningLines,
  wideBlock,
  wideIndent,
} from "./sections.ts";
import { stageStrip } from "./strip.ts";
import { styleFor, type Style } from "./style.ts";
import { timeLines } from "./time.ts";
import { removedWords } from "./words.ts";

/** The report for a person at a terminal: the first lines answer, the rest proves. */
export function text(untrusted: Report, options: { width: number; color: boolean }): string {
  const report = mapStrings(untrusted, (value, key) =>
    key === "quote" ? printableLines(value) : printable(value),
  );
  const style = styleFor(options.color);
  const blocks = [
    headline(report, options.width, style),
    indented(stageStrip(report.pipeline, options.width - 2, style), 2),
    ...diagnosisBlocks(report, options.width, style),
    ...surroundings(report, options.width, style),
  ];
  const paragraphs = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${paragraphs.join("\n\n")}\n`;
}

/** Why, how it came and on what evidence; then what was asked of whom, what it is not, what to type next. */
function diagnosisBlocks(report: Report, width: number, style: Style): string[][] {
  const { diagnosis } = report;
  const room = bodyWidth(width);
  return [
    ...(diagnosis === null ? [] : proof(diagnosis, room, style)),
    ...(report.outcome === "ok" ? [] : [timeBlock(report, room, style), attemptsBlock(report, width, style)]),
    ...(diagnosis === null ? [] : advice(diagnosis, width, style)),
  ];
}

function proof(diagnosis: Finding, room: number, style: Style): string[][] {
  return [
    block("why", wrap(diagnosis.explanation, room), style),
    block("how it came", numberedSteps(diagnosis.chain, room), style),
    block("evidence", evidenceLines(diagnosis.evidence, room, style), style),
  ];
}

function advice(diagnosis: Finding, width: number, style: Style): string[][] {
  return [
    block("not", plainSteps(diagnosis.ruledOut, bodyWidth(width)), style),
    fixBlock(diagnosis.fixes, width, style),
  ];
}

/** A failure at once needs no account of the time; whatever waited does. */
function timeBlock(report: Report, room: number, style: Style): string[] {
  const waited = report.outcome !== "failed" || (report.time.total ?? 0) >= 5000;
  // Where it was waited is what a slow run is about; of a failure, the attempts tell it.
  const places = report.outcome === "slow" || report.outcome === "stuck";
  return waited ? block("time", timeLines(report.time, places, room), style) : [];
}

/** What else was found, the other commands of the record, and what the record is worth. */
function surroundings(report: Report, width: number, style: Style): string[][] {
  const room = bodyWidth(width);
  const others = report.diagnosis === null ? report.findings : report.findings.slice(1);
  return [
    block("also", warningLines(others, room, style), style),
    block("runs", report.runs.length > 1 ? runLines(report.runs, room, style) : [], style),
    report.noise === undefined ? [] : block("normal", noiseLines(report.noise, room, style), style),
    block("notes", noteLines(report.notes, room, style), style),
    block("removed", removedLines(report, room), style),
    block("not shown", limitLines(report.limits, room), style),
    block("next", recordingAdvice(report, room, style), style),
    block("read", inputLines(report.inputs, room), style),
  ];
}

function removedLines({ removed = [] }: Report, room: number): string[] {
  return removed.length === 0 ? [] : wrap(removedWords(removed), room);
}

function block(label: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : section(label, lines, style);
}

/** The table has the whole width: its cells need it more than its label needs to stand beside it. */
function attemptsBlock(report: Report, width: number, style: Style): string[] {
  return wideBlock("attempts", attemptsTable(report, width - wideIndent, style), style);
}
