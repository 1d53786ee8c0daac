import type { CommandReport, ModuleReport, Report, RunReport } from "../../model/report.ts";
import type { Outcome } from "../../model/vocabulary.ts";
import { columns, hanging, shorten, wrap } from "./layout.ts";
import type { Style } from "./style.ts";
import { commandLine, count, duration, ending } from "./words.ts";

/** The answer: one sentence, and on its right the cause and how sure that is. Then the command itself. */
export function headline(report: Report, width: number, style: Style): string[] {
  const mark = outcomeMark(report.outcome, style);
  const sentence = wrap(verdict(report, width), width - 2);
  const lines = hanging(`${mark} `, sentence.map(style.strong));
  const tag = verdictTag(report);
  const room = width - 2 - columns(sentence.at(-1) ?? "") - 3;
  if (tag === "") return [...lines, ...commandNote(report, width, style)];
  if (columns(tag) <= room) {
    const last = lines.pop() ?? "";
    lines.push(last + " ".repeat(room + 3 - columns(tag)) + style.faint(tag));
  } else {
    lines.push(" ".repeat(Math.max(2, width - columns(tag))) + style.faint(tag));
  }
  return [...lines, ...commandNote(report, width, style)];
}

/** One character for how a command ended. */
export function outcomeMark(outcome: Outcome, style: Style): string {
  switch (outcome) {
    case "ok":
      return style.good("✓");
    case "failed":
    case "stuck":
    case "interrupted":
      return style.bad("✗");
    case "slow":
      return style.warn("!");
    case "unknown":
      return style.warn("?");
  }
}

/** One sentence: how the command ended, at which stage, and why; or that the record does not show it. */
export function verdict(run: RunReport, width: number): string {
  const command = shorten(commandLine(run.command), width / 2);
  if (run.diagnosis === null) return endingWithoutCause(run, command);
  const { stage, title } = run.diagnosis;
  switch (run.outcome) {
    case "ok":
      return `${command} ended well, but at ${stage}: ${title}`;
    case "failed":
      return `${command} failed at ${stage}: ${title}`;
    case "slow":
      return `${command} was slow at ${stage}: ${title}`;
    case "stuck":
      return `${command} is stuck at ${stage}: ${title}`;
    case "interrupted":
      // The rules of signals tell it whole.
      return `${title}, at ${stage}`;
    case "unknown":
      return `this record does not tell${run.command.argv === null ? "" : ` how ${command} ended`}: ${title}`;
  }
}

function endingWithoutCause(run: RunReport, command: string): string {
  switch (run.outcome) {
    case "ok":
      return `nothing failed: ${command} ${healthDetails(run)}`;
    case "failed":
      return `${command} failed (${ending(run.command) || "no exit status seen"}), but this record does not show at which stage`;
    case "slow":
      return `${command} was slow (${ending(run.command)}), but no single wait explains it`;
    case "stuck":
      return `${command} was still waiting when the record ends, but it does not show for what`;
    case "interrupted":
      return `${command} was ended by ${run.command.signal ?? "a signal"}, and this record does not show what it was doing`;
    case "unknown":
      return run.command.argv === null
        ? "this record does not tell: it shows no go command"
        : `this record does not tell how ${command} ended, nor of any stage that failed`;
  }
}

function verdictTag({ diagnosis }: RunReport): string {
  return diagnosis === null ? "" : `${diagnosis.cause} · ${diagnosis.confidence}`;
}

function healthDetails(run: RunReport): string {
  const total = run.command.durationMs ?? run.time.total;
  const took = total === null ? "finished" : `finished in ${duration(total)}`;
  // What was asked for and not served is no module: go get tries each prefix of a path.
  const served = servedModules(
    run.modules.filter((one) => one.servedBy !== null || one.attempts.length === 0),
  );
  return served === "" ? took : `${took} with ${served}`;
}

/** `12 modules (9 from https://proxy.golang.org, 3 from the cache)`. */
function servedModules(modules: readonly ModuleReport[]): string {
  if (modules.length === 0) return "";
  const total = count(modules.length, "module");
  const sources = [...Map.groupBy(modules, (module) => module.servedBy)];
  const [only] = sources;
  if (sources.length === 1 && only !== undefined) return `${total} ${sourceName(only[0])}`;
  return `${total} (${sources.map(([source, served]) => `${served.length} ${sourceName(source)}`).join(", ")})`;
}

function sourceName(servedBy: string | null): string {
  switch (servedBy) {
    case null:
      return "whose source is not on record";
    case "cache":
      return "from the module cache";
    case "direct":
      return "direct from the repository";
    default:
      return `from ${servedBy}`;
  }
}

/** What was run and how it ended, under a diagnosis, whose sentence need not say it. */
function commandNote(report: Report, width: number, style: Style): string[] {
  if (report.diagnosis === null) return [];
  const parts = [
    report.command.argv === null ? "" : commandLine(report.command),
    ending(report.command),
    report.command.goVersion ?? "",
    place(report.command),
  ];
  const note = parts.filter((part) => part !== "").join(" · ");
  return note === "" ? [] : hanging("  ", wrap(note, width - 2).map(style.faint));
}

function place(command: CommandReport): string {
  return command.cwd === null ? "" : `in ${command.cwd}`;
}
