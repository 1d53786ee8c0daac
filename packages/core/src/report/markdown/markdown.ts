import type { Fix } from "../../model/fix.ts";
import type { Note } from "../../model/note.ts";
import type { Evidence, Finding, Report, RunReport, Step } from "../../model/report.ts";
import { markdownBlock, markdownCommand, markdownText } from "../escape/markdown.ts";
import { sequenceDiagram } from "../mermaid/mermaid.ts";
import { verdict } from "../text/headline.ts";
import { shorten } from "../text/layout.ts";
import { commandLine, ending } from "../text/words.ts";
import { waterfall } from "../waterfall/waterfall.ts";
import { attemptsTable, environment, pipelineTable, runsTable } from "./tables.ts";

// For the issue trackers of GitHub, GitLab and Gitea, whose limit is 65,536 characters.
const longestWaterfall = 20_000;
const mostEvidence = 12;

/** The report as an issue shows it: verdict, proof and advice; then the picture, and the long parts folded away. */
export function markdown(report: Report): string {
  const { timeline, diagnosis } = report;
  if (!timeline) throw new Error("a Markdown report is written of a report with its timeline");
  const others = diagnosis === null ? report.findings : report.findings.slice(1);
  const parts = [
    `### ${outcomeMarks[report.outcome]} ${markdownText(verdict(report, 120))}`,
    summaryOf(report),
    ...(diagnosis === null ? [] : findingParts(diagnosis)),
    section(
      "Also found",
      others.slice(0, 8).map((finding) => `- \`${finding.cause}\`: ${markdownText(finding.title)}`),
    ),
    section("Notes", report.notes.slice(0, 12).map(noteItem)),
    section("What happened", [["```mermaid", ...sequenceDiagram(timeline), "```"].join("\n")]),
    section("Attempts", attemptsTable(report)),
    section("Commands in this record", runsTable(report)),
    folded("Waterfall", markdownBlock(cut(waterfallText(report)), "text")),
    folded("Pipeline", pipelineTable(report).join("\n")),
    folded("Environment of this report", environment(report).join("\n")),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** One character for how a command ended. */
export const outcomeMarks: Readonly<Record<RunReport["outcome"], string>> = {
  ok: "✓",
  failed: "✗",
  slow: "!",
  stuck: "✗",
  interrupted: "✗",
  unknown: "?",
};

/** Who, where, how sure: a line of facts, each as code. */
function summaryOf({ command, diagnosis }: Report): string {
  const { cause, confidence, stage, role, host, module, version } = diagnosis ?? noFinding;
  const facts = {
    command: command.argv === null ? null : commandLine(command),
    "ended with": ending(command) || null,
    go: command.goVersion,
    cause,
    confidence,
    stage,
    role,
    host,
    module,
    version,
  };
  return Object.entries(facts)
    .flatMap(([name, value]) => (value === null ? [] : [`${name} ${markdownCommand(shorten(value, 200))}`]))
    .join(" · ");
}

const noFinding = {
  cause: null,
  confidence: null,
  stage: null,
  role: null,
  host: null,
  module: null,
  version: null,
};

/** A finding whole: why, how it came, on what evidence, and what to do. */
export function findingParts({ explanation, chain, evidence, ruledOut, fixes }: Finding): string[] {
  return [
    markdownText(explanation),
    section(
      "How it came",
      chain.map((step, i) => `${i + 1}. ${stepText(step)}`),
    ),
    section("Evidence", evidence.slice(0, mostEvidence).map(evidenceItem)),
    section(
      "What it is not",
      ruledOut.map((step) => `- ${stepText(step)}`),
    ),
    section("What to try, safest first", fixes.map(fixItem)),
  ];
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `**${title}**\n\n${lines.join("\n")}`;
}

function stepText({ text, at }: Step): string {
  return at === null ? markdownText(text) : `${markdownText(text)} (${markdownCommand(at)})`;
}

function evidenceItem({ at, shows, quote }: Evidence): string {
  const head = `- ${markdownCommand(at)} ${markdownText(shows)}`;
  return quote === "" ? head : `${head}\n${indented(markdownBlock(shorten(quote, 600), "text"), 2)}`;
}

function fixItem({ text, command, weakens }: Fix, index: number): string {
  const lines = [`${index + 1}. ${markdownText(text)}`];
  if (command !== null) lines.push(indented(markdownBlock(command, "sh"), 3));
  if (weakens !== null) lines.push(`   Less safe: ${markdownText(weakens)}.`);
  return lines.join("\n");
}

/** A remark, with what it rests on. */
export function noteItem({ kind, text, why, seen, fixes }: Note): string {
  const places = seen.map(({ at }) => markdownCommand(at)).join(", ");
  const command = fixes.find((each) => each.command !== null)?.command ?? null;
  const lines = [`- ${markdownText(text)} (${places}). ${markdownText(why)} \`${kind}\``];
  if (command !== null) lines.push(indented(markdownBlock(command, "sh"), 2));
  return lines.join("\n");
}

function indented(text: string, columns: number): string {
  return text.replaceAll(/^/gm, " ".repeat(columns));
}

function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

function waterfallText(report: Report): string {
  return waterfall(report, { width: 120, color: false, view: {}, all: false, redact: "off" }).trimEnd();
}

function cut(text: string): string {
  if (text.length <= longestWaterfall) return text;
  return `${text.slice(0, text.lastIndexOf("\n", longestWaterfall))}\n… gotrace timeline shows the rest`;
}
