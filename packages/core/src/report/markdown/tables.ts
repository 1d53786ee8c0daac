import type { InputReport, Report } from "../../model/report.ts";
import { markdownCode, markdownText } from "../escape/markdown.ts";
import { shorten } from "../text/layout.ts";
import { commandLine, count, duration, ending, removedWords, stageLabel } from "../text/words.ts";

const mostAttempts = 30;

/** What was asked of whom for which module, and what came back. */
export function attemptsTable({ modules, diagnosis }: Report): string[] {
  const rows = modules.flatMap((module) => module.attempts.map((attempt) => ({ module, attempt })));
  if (rows.length === 0) return [];
  const telling = rows.filter(
    ({ module, attempt }) => attempt.error !== null || module.path === diagnosis?.module,
  );
  const shown = (telling.length === 0 ? rows : telling).slice(0, mostAttempts);
  const lines = shown.map(({ module, attempt }) =>
    row([
      code(module.version === null ? module.path : `${module.path}@${module.version}`),
      code(attempt.via),
      code(attempt.endpoint),
      cell(attempt.error ?? (attempt.status === null ? "" : String(attempt.status))),
      attempt.durationMs === null ? "" : duration(attempt.durationMs),
      attempt.at === null ? "" : code(attempt.at),
    ]),
  );
  const more = rows.length - shown.length;
  return [
    ...heading(["module", "asked", "for", "answer", "took", "seen at"]),
    ...lines,
    ...(more > 0 ? ["", `${count(more, "more attempt")} not shown.`] : []),
  ];
}

/** How each go command of the record ended; nothing where there is but one. */
export function runsTable({ runs }: Report): string[] {
  if (runs.length < 2) return [];
  const rows = runs.map(({ command, outcome, diagnosis }) =>
    row([code(commandLine(command)), outcome, diagnosis?.cause ?? "", cell(ending(command))]),
  );
  return [...heading(["command", "outcome", "cause", "ended with"]), ...rows];
}

/** The stages that were seen. */
export function pipelineTable({ pipeline }: Report): string[] {
  const rows = pipeline
    .filter(({ status }) => status !== "not-seen" && status !== "skipped")
    .map(({ stage, status, startMs, durationMs, detail }) =>
      row([
        stageLabel(stage),
        status,
        startMs === null ? "" : duration(startMs),
        durationMs === null ? "" : duration(durationMs),
        detail === null ? "" : cell(detail),
      ]),
    );
  return [...heading(["stage", "status", "began", "took", ""]), ...rows];
}

/** What was read, what could not be seen, and where the command ran. */
export function environment({ gotrace, inputs, limits, command, removed = [] }: Report): string[] {
  return [
    `- gotrace ${markdownText(gotrace)}`,
    ...(removed.length === 0 ? [] : [`- removed from this report: ${removedWords(removed)}`]),
    ...inputs.map(inputLine),
    ...(command.cwd === null ? [] : [`- in ${markdownCode(command.cwd)}`]),
    ...limits.map((limit) => `- ${markdownText(limit)}`),
  ];
}

function inputLine({
  path,
  kind,
  lines,
  bytes,
  unparsedLines,
  truncated,
  leader,
  sha256,
}: InputReport): string {
  const parts = [
    `${markdownCode(path)}: ${kind}, ${count(lines, "line")}, ${count(bytes, "byte")}`,
    unparsedLines > 0 ? `${count(unparsedLines, "line")} not understood` : "",
    truncated ? "cut in the middle of a line" : "",
    sha256 == null ? "" : `SHA-256 ${markdownCode(sha256)}`,
    leader === null ? "" : `lines begin with ${markdownCode(leader)}`,
  ];
  return `- ${parts.filter((part) => part !== "").join(", ")}`;
}

function heading(names: readonly string[]): string[] {
  return [row(names), row(names.map(() => "---"))];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function cell(text: string): string {
  return markdownText(shorten(text, 160));
}

function code(text: string): string {
  return text === "" ? "" : markdownCode(shorten(text, 160));
}
