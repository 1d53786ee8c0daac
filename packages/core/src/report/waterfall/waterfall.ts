import type { Report, RunReport } from "../../model/report.ts";
import type { SpanKind, SpanOutcome, Timeline, TimelineMark, TimelineSpan } from "../../model/timeline.ts";
import type { RenderOptions } from "../render.ts";
import { mapStrings, printable } from "../sanitise.ts";
import { headline } from "../text/headline.ts";
import { cutAt, hanging, padTo, shorten, wrap } from "../text/layout.ts";
import { styleFor, type Style } from "../text/style.ts";
import { commandLine, count, duration } from "../text/words.ts";
import { narrow } from "../timeline/view.ts";
import { barOf, pointOf } from "./bar.ts";
import { rowsOf, type Row } from "./rows.ts";
import { scaleOf, ticks, type Scale } from "./scale.ts";

/** When each thing began, how long it took, and what came of it: a line for each, for a terminal. */
export function waterfall(untrusted: Report, options: Required<RenderOptions>): string {
  const report = mapStrings(untrusted, printable);
  const style = styleFor(options.color);
  const several = report.runs.length > 1;
  const blocks = report.runs.map((run) => runLines(run, several, options, style));
  const paragraphs = [headline(report, options.width, style), ...blocks];
  return `${paragraphs.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** The columns of a line: a mark, what it was, the picture, how long it took. */
interface Columns {
  label: number;
  scale: Scale | null;
}

const durationWidth = 7;

function runLines(
  run: RunReport,
  several: boolean,
  options: Required<RenderOptions>,
  style: Style,
): string[] {
  const { timeline } = run;
  if (!timeline) throw new Error("a waterfall is drawn of a report with its timeline");
  const { view, all, width } = options;
  const shown = narrow(timeline, view);
  const columns = columnsOf(shown, options);
  return [
    ...(several ? [style.strong(cutAt(commandLine(run.command), width)), ""] : []),
    ...axisLines(shown, columns, style),
    ...rowsOf(shown, all).map((row) => rowLine(row, columns, width, style)),
    ...noteLines(shown, width, style),
  ];
}

function columnsOf({ durationMs, scale }: Timeline, { width, view }: Required<RenderOptions>): Columns {
  if (scale === "order" || durationMs === null) return { label: width - 4, scale: null };
  const label = Math.floor(width * 0.45);
  const room = width - 2 - label - 1 - 1 - durationWidth - 2;
  return { label, scale: scaleOf(view.fromMs ?? 0, Math.min(view.toMs ?? durationMs, durationMs), room) };
}

/** Round times over the places where they are. */
function axisLines({ scale: kind }: Timeline, { label, scale }: Columns, style: Style): string[] {
  if (scale === null) {
    const why = kind === "order" ? "this record has no timestamps" : "the end is not on record";
    return [style.faint(`  in the order of the record: ${why}`)];
  }
  let line = "";
  for (const ms of ticks(scale)) {
    const column = scale.columnOf(ms);
    if (column > line.length || line === "") line = padTo(line, column) + tickText(ms);
  }
  return [style.faint(`${" ".repeat(label + 3)}${cutAt(line, scale.width + durationWidth)}`)];
}

function tickText(ms: number): string {
  return ms < 1000 && ms > 0 ? `│${+ms.toFixed(2)}ms` : `│${+(ms / 1000).toFixed(3)}s`;
}

function rowLine(row: Row, columns: Columns, width: number, style: Style): string {
  switch (row.kind) {
    case "lane": {
      const role = row.lane.role === null || row.lane.kind !== "host" ? "" : ` · ${row.lane.role}`;
      return style.strong(cutAt(`${row.lane.label}${role}`, width));
    }
    case "span":
      return spanLine(row.span, columns, style);
    case "mark":
      return markLine(row.mark, columns, width, style);
    case "more":
      return style.faint(`  … and ${count(row.count, "shorter one")} (--all shows them)`);
  }
}

const marks: Readonly<Record<SpanOutcome, string>> = {
  ok: "✓",
  failed: "✗",
  abandoned: "–",
  open: "…",
  unknown: "·",
};

function spanLine(span: TimelineSpan, { label: room, scale }: Columns, style: Style): string {
  const label = padTo(spanLabel(span, room), scale === null ? 0 : room);
  const head = `${marks[span.outcome]} ${label}`;
  if (scale === null) return painted(span.failing ? `${head} ◀` : head, span, style);
  const bar = padTo(barOf(span, scale), scale.width);
  const { startMs, endMs } = span;
  const length = startMs === null ? "" : duration((endMs ?? scale.toMs) - startMs);
  const pointer = span.failing ? " ◀" : "";
  return painted(`${head} ${bar} ${length.padStart(durationWidth)}${pointer}`, span, style);
}

/** What it was, and what came of it where that is more than the mark says. */
function spanLabel({ label, result, outcome, kind, module, version }: TimelineSpan, room: number): string {
  const silent = result === null || (outcome === "ok" && plainlyWell.has(kind));
  const tail = silent ? "" : ` · ${cutAt(result, Math.floor(room / 2))}`;
  const named =
    kind === "lock" && module !== null ? `lock ${module}${version === null ? "" : `@${version}`}` : label;
  return shorten(named, room - tail.length) + tail;
}

/** Where the mark says all that there is to say of a good end. */
const plainlyWell: ReadonlySet<SpanKind> = new Set(["command", "process", "connect", "tls", "lock"]);

function painted(line: string, { failing, outcome }: TimelineSpan, style: Style): string {
  if (failing) return style.bad(line);
  if (outcome === "failed" || outcome === "open") return style.warn(line);
  return outcome === "abandoned" ? style.faint(line) : line;
}

function markLine(mark: TimelineMark, { label, scale }: Columns, width: number, style: Style): string {
  const text = mark.failing ? style.bad : style.faint;
  if (scale === null) return text(`◆ ${shorten(mark.label, width - 2)}`);
  return text(`◆ ${padTo(shorten(mark.label, label), label)} ${pointOf(mark.atMs, scale)}`);
}

/** Long waits by name, and what was left out. */
function noteLines({ gaps, folded }: Timeline, width: number, style: Style): string[] {
  const waits = gaps.map(({ startMs, endMs, label }) => {
    const text = `${duration(endMs - startMs)} from ${duration(startMs)} on: ${label}`;
    return hanging("  ", wrap(text, width - 2));
  });
  const hidden = folded.map(({ what, count: number }) => `${number.toLocaleString("en")} ${what}`).join("; ");
  const notes = hidden === "" ? [] : hanging("  ", wrap(`left out: ${hidden}`, width - 2).map(style.faint));
  return [
    ...(waits.length === 0 ? [] : ["", "long waits", ...waits.flat()]),
    ...(notes.length === 0 ? [] : ["", ...notes]),
  ];
}
