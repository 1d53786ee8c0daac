import type { DoctorReport } from "../../model/doctor-report.ts";
import { markdownBlock, markdownCommand, markdownText } from "../escape/markdown.ts";
import { findingParts, noteItem, outcomeMarks } from "../markdown/markdown.ts";
import type { Recommendation } from "../../model/recommendation.ts";
import { checkMarks, doctorVerdict, moduleName } from "./verdict.ts";

/** What was found, for an issue: the verdict and its advice, then every check in a table. */
export function doctorMarkdown(report: DoctorReport): string {
  const { diagnosis, findings, checks, limits, goVersion, modules } = report;
  const others = diagnosis === null ? findings : findings.slice(1);
  const facts = [
    ...(diagnosis === null ? [] : [`cause \`${diagnosis.cause}\``, `stage \`${diagnosis.stage}\``]),
    ...(goVersion === null ? [] : [`go \`${markdownText(goVersion)}\``]),
    ...modules.map((module) => `asked for ${markdownText(moduleName(module))}`),
  ];
  const parts = [
    `### ${outcomeMarks[report.outcome]} ${markdownText(doctorVerdict(report))}`,
    facts.join(" · "),
    ...(diagnosis === null ? [] : findingParts(diagnosis)),
    others.length === 0
      ? ""
      : `**Also found**\n\n${others.map(({ cause, title }) => `- \`${cause}\`: ${markdownText(title)}`).join("\n")}`,
    report.recommendations.length === 0
      ? ""
      : `**Settings that would mend it**\n\n${report.recommendations.map(recommendationItem).join("\n")}`,
    report.notes.length === 0 ? "" : `**Notes**\n\n${report.notes.map(noteItem).join("\n")}`,
    `**Checks**\n\n${["| | of | check | measured |", "| --- | --- | --- | --- |", ...checks.map(rowOf)].join("\n")}`,
    limits.map((limit) => `- ${markdownText(limit)}`).join("\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function rowOf({ status, link, name, measured }: DoctorReport["checks"][number]): string {
  const cells = [link, name, measured].map(markdownText);
  return `| ${checkMarks[status]} | ${cells.join(" | ")} |`;
}

function recommendationItem({ why, command, effect, undo, applied }: Recommendation): string {
  const lines = [
    `- ${markdownText(why)}${applied ? " (done)" : ""}`,
    markdownBlock(command, "sh").replaceAll(/^/gm, "  "),
    `  ${markdownText(effect)}. Undo: ${markdownCommand(undo)}`,
  ];
  return lines.join("\n");
}
