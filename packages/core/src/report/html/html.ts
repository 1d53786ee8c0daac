import { script, scriptHash, style, styleHash } from "#page";
import type { Report, RunReport } from "../../model/report.ts";
import { mapStrings, printable, printableLines } from "../sanitise.ts";
import { commandLine } from "../text/words.ts";
import { jsonText, markup, verbatim, type Markup } from "./markup.ts";
import {
  attemptsSection,
  inputsSection,
  limitsSection,
  notesSection,
  pipelineSection,
  timeSection,
} from "./surroundings.ts";
import { diagnosisSections, findingsSection, verdictSection } from "./verdict.ts";

/**
 * The report as one file that needs nothing beside it: the words as plain markup, readable without a script, and the
 * spans as data, from which the page's own script draws. The policy admits that script and that style and no address.
 */
export function html(untrusted: Report): string {
  const report = mapStrings(untrusted, (value, key) =>
    key === "quote" ? printableLines(value) : printable(value),
  );
  const runs = report.runs.length === 0 ? [report] : report.runs;
  const timelines = runs.map(({ timeline }) => timeline ?? null);
  if (timelines.includes(null)) {
    throw new Error("a picture needs a report that was made with timeline: true");
  }
  const policy = `default-src 'none'; script-src '${scriptHash}'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'`;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="gotrace ${report.gotrace}">
<title>gotrace: ${commandLine(report.command)}: ${report.diagnosis?.cause ?? report.outcome}</title>
<style>${verbatim(style)}</style>
</head>
<body>
<header><b>gotrace</b><nav class="runs" aria-label="Go commands of the record"></nav></header>
<main>
${runs.map((run, index) => runSection(run, index, index === runs.length - 1))}
${inputsSection(report)}
</main>
<script type="application/json" id="timelines">${jsonText(timelines)}</script>
<script>${verbatim(script)}</script>
</body>
</html>`;
  return `${page.markup}\n`;
}

/** One go command; the last of the record is the one that decides, and is shown first. */
function runSection(run: RunReport, index: number, decides: boolean): Markup {
  const { command, diagnosis, findings, pipeline, modules, time, limits, notes, timeline } = run;
  const others = findings.filter(
    (finding, place) => diagnosis === null || place > 0 || finding.cause !== diagnosis.cause,
  );
  return markup`<article data-run="${index}" data-name="${index + 1} ${commandLine(command)}"${decides ? markup` data-decides` : null}>
${verdictSection(run)}
${pipelineSection(pipeline)}
${diagnosis === null ? null : diagnosisSections(diagnosis)}
<section class="unscripted"><h2>What happened when</h2><div class="picture"><p class="faint">The picture is drawn by the script of this page, which does not run here.</p></div></section>
${timeSection(time)}
${attemptsSection(modules)}
${findingsSection(others)}
${notesSection(notes)}
${limitsSection(limits, timeline?.folded ?? [])}
</article>`;
}
