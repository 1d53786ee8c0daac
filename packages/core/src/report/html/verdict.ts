import type { Fix } from "../../model/fix.ts";
import type { Evidence, Finding, RunReport, Step } from "../../model/report.ts";
import type { Outcome } from "../../model/vocabulary.ts";
import { explain } from "../../rules/explain.ts";
import { verdict } from "../text/headline.ts";
import { commandLine, ending } from "../text/words.ts";
import { markup, type Markup } from "./markup.ts";

/** Wider than any sentence: a browser wraps by itself. */
const noWidth = 1000;

/** The answer: how the command ended, at which stage, why and on whose account. */
export function verdictSection(run: RunReport): Markup {
  const { command, outcome, diagnosis } = run;
  const note = [
    commandLine(command),
    ending(command),
    command.goVersion,
    command.cwd === null ? null : `in ${command.cwd}`,
  ];
  return markup`<section class="verdict ${outcome}">
<h1><span class="sign">${signOf(outcome)}</span> ${verdict(run, noWidth)}</h1>
<p class="faint"><code>${note.filter((part) => part !== null && part !== "").join(" · ")}</code></p>
${diagnosis === null ? null : facts(diagnosis)}
</section>`;
}

/** Why, how it came, what to do, and what proves it. */
export function diagnosisSections(diagnosis: Finding): Markup {
  const { cause, explanation, chain, evidence, ruledOut, fixes } = diagnosis;
  return markup`<div class="columns"><section><h2>Why</h2><p>${explanation}</p>
${chain.length === 0 ? null : markup`<h3>How it came</h3><ol class="chain">${chain.map(stepItem)}</ol>`}
${ruledOut.length === 0 ? null : markup`<h3>What it is not</h3><ul>${ruledOut.map(stepItem)}</ul>`}
</section>
${fixes.length === 0 ? null : markup`<section><h2>What to do</h2><ol class="fixes">${fixes.map(fixItem)}</ol>${furtherReading(cause)}</section>`}
</div>
${evidence.length === 0 ? null : markup`<section><h2>Evidence</h2><ol class="evidence">${evidence.map(evidenceItem)}</ol></section>`}`;
}

/** What was found beside the verdict. */
export function findingsSection(findings: readonly Finding[]): Markup | null {
  if (findings.length === 0) return null;
  const items = findings.map(
    ({ title, stage, cause, evidence }) =>
      markup`<li>${title} <span class="at">${stage} · ${cause}${evidence[0] === undefined ? null : ` · ${evidence[0].at}`}</span></li>`,
  );
  return markup`<section><h2>Also seen</h2><ul>${items}</ul></section>`;
}

function signOf(outcome: Outcome): string {
  switch (outcome) {
    case "ok":
      return "✓";
    case "failed":
    case "stuck":
    case "interrupted":
      return "✗";
    case "slow":
      return "!";
    case "unknown":
      return "?";
  }
}

function facts({ stage, cause, confidence, role, host, module, version }: Finding): Markup {
  const rows = Object.entries({
    stage,
    cause,
    confidence,
    role,
    host,
    module: module === null || version === null ? module : `${module}@${version}`,
  }).filter(([, value]) => value !== null);
  return markup`<dl class="facts">${rows.map(([name, value]) => markup`<div><dt>${name}</dt> <dd>${value}</dd></div>`)}</dl>`;
}

function stepItem({ text, at }: Step): Markup {
  return markup`<li>${text}${at === null ? null : markup` <span class="at">${at}</span>`}</li>`;
}

function fixItem({ text, command, weakens }: Fix): Markup {
  return markup`<li><p>${text}</p>${command === null ? null : markup`<div class="take"><pre class="command">${command}</pre></div>`}${weakens === null ? null : markup`<p class="weaker">less safe: ${weakens}</p>`}</li>`;
}

function evidenceItem({ at, shows, quote }: Evidence): Markup {
  return markup`<li><p><span class="at">${at}</span> ${shows}</p>${quote === "" ? null : markup`<pre tabindex="0">${quote}</pre>`}</li>`;
}

/** Pages of the documentation that the rule of the cause names: never an address out of the record. */
function furtherReading(cause: Finding["cause"]): Markup | null {
  const links = explain(cause).links.filter((link) => link.startsWith("https://"));
  if (links.length === 0) return null;
  return markup`<p class="more">More: ${links.map((link) => markup`<a href="${link}" rel="noopener noreferrer">${link.replace("https://", "")}</a> `)}</p>`;
}
