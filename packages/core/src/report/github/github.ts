import type { Finding, Report, Severity } from "../../model/report.ts";
import { printable } from "../sanitise.ts";
import { verdict } from "../text/headline.ts";

/**
 * Annotations for GitHub Actions: a workflow command for each finding. What a trace holds cannot give commands of its own: line
 * breaks are encoded, and a line begins with a command of ours. https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function github(report: Report): string {
  const { findings, diagnosis } = report;
  const lines =
    diagnosis === null ? [endingLine(report), ...findings.map(annotation)] : findings.map(annotation);
  return `${lines.join("\n")}\n`;
}

const levels: Readonly<Record<Severity, "error" | "warning">> = {
  failure: "error",
  slow: "warning",
  warning: "warning",
};

function annotation({
  severity,
  cause,
  confidence,
  stage,
  title,
  explanation,
  fixes,
  evidence,
}: Finding): string {
  const [fix] = fixes;
  const [place] = evidence.toReversed();
  const body = [
    `${title}.`,
    explanation,
    ...(place ? [`Seen at ${place.at}.`] : []),
    ...(fix ? [`Try: ${fix.text}${fix.command === null ? "" : `: ${fix.command}`}`] : []),
  ];
  const heading = `gotrace: ${cause} at ${stage} (${confidence})`;
  return `::${levels[severity]} title=${property(heading)}::${data(body.join("\n"))}`;
}

function endingLine(report: Report): string {
  const level = report.outcome === "ok" ? "notice" : "warning";
  return `::${level} title=gotrace::${data(verdict(report, 100))}`;
}

/** As @actions/core encodes the text of a command; other control characters are spelled out. */
function data(text: string): string {
  return text
    .split("\n")
    .map(printable)
    .join("\n")
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
