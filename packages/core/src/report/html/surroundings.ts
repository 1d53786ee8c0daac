import type { Note } from "../../model/note.ts";
import type { ModuleReport, Report, StageReport, TimeReport } from "../../model/report.ts";
import { count, duration, removedWords, stageLabel } from "../text/words.ts";
import { markup, type Markup } from "./markup.ts";

/** The fetch pipeline as a row of boxes, in its order; what was not seen is left out. */
export function pipelineSection(pipeline: readonly StageReport[]): Markup | null {
  const seen = pipeline.filter(({ status }) => status !== "not-seen");
  if (seen.length === 0) return null;
  return markup`<section><h2>Pipeline</h2><ol class="pipeline">${seen.map(stageBox)}</ol></section>`;
}

function stageBox({ stage, status, durationMs, detail }: StageReport): Markup {
  const notes = [detail ?? "", durationMs === null ? "" : duration(durationMs)].filter((note) => note !== "");
  return markup`<li class="${status}"><b>${stageLabel(stage)}</b> <span class="status">${statusSign(status)}${status === "skipped" ? null : ` ${status}`}</span>${notes.map((note) => markup` <small>${note}</small>`)}</li>`;
}

function statusSign(status: StageReport["status"]): string {
  switch (status) {
    case "ok":
      return "✓";
    case "failed":
      return "✗";
    case "slow":
      return "!";
    case "skipped":
    case "not-seen":
      return "–";
  }
}

const waits = {
  dns: "dns",
  connect: "connect",
  tls: "tls",
  response: "waiting for answers",
  transfer: "transfer",
  vcs: "version control",
  lock: "lock",
} as const;

/** What was waited for, and where, each as a bar of the whole time. */
export function timeSection(time: TimeReport): Markup | null {
  const { total } = time;
  if (total === null || total <= 0) return null;
  const rows = Object.entries(waits).map(([kind, name]) => ({
    name,
    ms: time[kind as keyof typeof waits] ?? 0,
    kind,
  }));
  const hosts = time.byHost.map(({ host, role, waited }) => ({
    name: `${host} (${role})`,
    ms: waited,
    kind: "host",
  }));
  const modules = time.byModule.map(({ module, waited }) => ({ name: module, ms: waited, kind: "module" }));
  const table = (label: string, bars: readonly Bar[]): Markup | null => {
    const shown = bars.filter(({ ms }) => ms > 0);
    return shown.length === 0
      ? null
      : markup`<table class="bars"><caption>${label}</caption><tbody>${shown.map((bar) => barRow(bar, total))}</tbody></table>`;
  };
  const tables = [table("by what was waited for", rows), table("at", hosts), table("for", modules)];
  return markup`<section><h2>Time</h2><p>${duration(total)} in all. Waits may overlap.</p><div class="columns">${tables}</div></section>`;
}

interface Bar {
  name: string;
  ms: number;
  kind: string;
}

function barRow({ name, ms, kind }: Bar, total: number): Markup {
  const share = Math.min(1, ms / total).toFixed(4);
  return markup`<tr><th scope="row">${name}</th><td class="track"><span class="bar ${kind}" data-share="${share}"></span></td><td class="number">${duration(ms)}</td></tr>`;
}

/** Rows enough for any report that is read; the picture has all requests. */
const maxAttempts = 200;

/** What was asked of whom for each module, and what came back. */
export function attemptsSection(modules: readonly ModuleReport[]): Markup | null {
  const all = modules.flatMap((module) => module.attempts.map((attempt) => ({ module, attempt })));
  if (all.length === 0) return null;
  const rows = all
    .slice(0, maxAttempts)
    .map(
      ({ module, attempt: { via, endpoint, status, error, durationMs, at } }) =>
        markup`<tr><td>${module.path}${module.version === null ? null : `@${module.version}`}</td><td>${endpoint}</td><td>${via}</td><td class="${error === null ? "" : "bad"}">${[status, error].filter((part) => part !== null).join(" ")}</td><td class="number">${durationMs === null ? null : duration(durationMs)}</td><td class="at">${at}</td></tr>\n`,
    );
  const more = all.length - rows.length;
  return markup`<section><h2>Attempts</h2><div class="wide"><table><thead><tr><th scope="col">module</th><th scope="col">asked for</th><th scope="col">of</th><th scope="col">answer</th><th scope="col">took</th><th scope="col">seen at</th></tr></thead><tbody>${rows}</tbody></table></div>${more === 0 ? null : markup`<p class="faint">… and ${count(more, "more attempt")}</p>`}</section>`;
}

/** What the record cannot show, and what the picture leaves out. */
export function limitsSection(
  limits: readonly string[],
  folded: readonly { what: string; count: number }[],
): Markup | null {
  if (limits.length === 0 && folded.length === 0) return null;
  const left = folded.map(
    (one) => markup`<li>left out of the picture, as it is normal: ${one.what} (${one.count})</li>`,
  );
  return markup`<section><h2>Limits</h2><ul>${limits.map((limit) => markup`<li>${limit}</li>`)}${left}</ul></section>`;
}

/** Remarks on the settings, and go's own on modules. */
export function notesSection(notes: readonly Note[]): Markup | null {
  if (notes.length === 0) return null;
  const items = notes.map(({ kind, text, why, fixes, seen }) => {
    const command = fixes.find((each) => each.command !== null)?.command ?? null;
    const places = [...new Set(seen.map(({ at }) => at))].join(", ");
    return markup`<li>${text} <span class="at">${kind} · ${places}</span><br><span class="faint">${why}</span>${command === null ? null : markup`<div class="take"><pre class="command">${command}</pre></div>`}</li>`;
  });
  return markup`<section><h2>Notes</h2><ul>${items}</ul></section>`;
}

/** What was read, by which version, and what was taken out of what is shown. */
export function inputsSection({ inputs, gotrace, removed = [] }: Report): Markup {
  const rows = inputs.map(
    ({ path, kind, lines, bytes, unparsedLines, truncated, sha256 }) =>
      markup`<tr><td>${path}</td><td>${kind}</td><td class="number">${count(lines, "line")}</td><td class="number">${count(bytes, "byte")}</td><td>${unparsedLines === 0 ? null : `${count(unparsedLines, "line")} not understood`}${truncated ? " cut off in the middle of a line" : null}</td><td class="at">${sha256 == null ? null : `SHA-256 ${sha256}`}</td></tr>\n`,
  );
  return markup`<section><h2>Read</h2><div class="wide"><table><tbody>${rows}</tbody></table></div><p class="faint">gotrace ${gotrace}${removed.length === 0 ? null : `; removed from this report: ${removedWords(removed)}`}</p></section>`;
}
