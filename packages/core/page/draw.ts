import type { SpanKind, TimelineSpan } from "@gotrace/core";
import { clipped, fitted, hatch, line, outline, type Area } from "./shapes.ts";
import { endOf, lastBefore, placeOf, startOf, type Row, type Scene } from "./scene.ts";
import { ticks, type Window } from "./window.ts";
import { momentText } from "./words.ts";

export const rowHeight = 24;
/** Axis and names of gaps. */
export const headHeight = 42;

/** All that one drawing depends on. */
export interface Frame {
  scene: Scene;
  window: Window;
  width: number;
  height: number;
  /** Columns left of the axis, for the names of the lanes. */
  gutter: number;
  scrollTop: number;
  selected: number | null;
  /** What a search found; null without one. */
  found: ReadonlySet<number> | null;
  colors: Colors;
}

export interface Colors {
  text: string;
  faint: string;
  line: string;
  surface: string;
  stripe: string;
  bad: string;
  badFill: string;
  gap: string;
  focus: string;
  font: string;
  kinds: Record<SpanKind, string>;
}

type Context = CanvasRenderingContext2D;

export function draw(context: Context, frame: Frame): void {
  const { width, height, colors } = frame;
  context.fillStyle = colors.surface;
  context.fillRect(0, 0, width, height);
  context.font = `12px ${colors.font}`;
  context.textBaseline = "middle";
  drawRows(context, frame);
  drawHead(context, frame);
}

/** From a place on the axis to a column of the picture. */
export function columnOf({ window, width, gutter }: Frame, place: number): number {
  return gutter + ((place - window.from) / (window.to - window.from)) * (width - gutter);
}

/** And back. */
export function placeAt({ window, width, gutter }: Frame, column: number): number {
  return window.from + ((column - gutter) / (width - gutter)) * (window.to - window.from);
}

function rowTop(frame: Frame, index: number): number {
  return headHeight + index * rowHeight - frame.scrollTop;
}

function drawRows(context: Context, frame: Frame): void {
  const { scene, scrollTop, height, width, gutter, colors } = frame;
  const first = Math.max(0, Math.floor(scrollTop / rowHeight));
  const last = Math.min(scene.rows.length - 1, Math.ceil((scrollTop + height - headHeight) / rowHeight));
  for (let index = first; index <= last; index++) {
    const row = scene.rows[index];
    if (row === undefined) continue;
    const top = rowTop(frame, index);
    if (row.lane.id % 2 === 1) {
      context.fillStyle = colors.stripe;
      context.fillRect(0, top, width, rowHeight);
    }
  }
  clipped(context, { x: gutter, y: headHeight, width: width - gutter, height }, () => {
    drawGaps(context, frame);
    for (let index = first; index <= last; index++) {
      const row = scene.rows[index];
      if (row !== undefined) drawRow(context, frame, row, rowTop(frame, index));
    }
    drawLinks(context, frame);
  });
  drawLanes(context, frame, first, last);
}

/** The name of each lane, once, at the first of its rows that is shown. */
function drawLanes(context: Context, frame: Frame, first: number, last: number): void {
  const { scene, gutter, colors } = frame;
  context.textAlign = "left";
  for (let index = first; index <= last; index++) {
    const row = scene.rows[index];
    if (row === undefined || (!row.head && index !== first)) continue;
    const top = Math.max(rowTop(frame, index), headHeight);
    context.fillStyle = row.lane.kind === "go" ? colors.text : colors.faint;
    context.fillText(fitted(context, row.lane.label, gutter - 16), 8, top + rowHeight / 2);
  }
  context.fillStyle = colors.line;
  context.fillRect(gutter - 1, headHeight, 1, frame.height);
}

function drawRow(context: Context, frame: Frame, row: Row, top: number): void {
  const { scene, window } = frame;
  let covered = -Infinity;
  for (let index = Math.max(0, lastBefore(scene, row, window.from)); index < row.spans.length; index++) {
    const span = row.spans[index];
    const start = span === undefined ? null : startOf(scene.timeline, span);
    if (span === undefined || start === null || start > window.to) break;
    const left = columnOf(frame, start);
    const right = columnOf(frame, endOf(scene, span));
    if (right <= covered && !mustShow(frame, span)) continue;
    drawSpan(context, frame, span, { left, right, top, limit: limitOf(frame, row, index) });
    covered = Math.max(right, left + 1);
  }
  for (const mark of row.marks) {
    const place = placeOf(scene.timeline, mark);
    if (place === null) continue;
    drawMark(context, frame, columnOf(frame, place), top, mark.failing);
  }
}

/** Thousands of spans may share one column: it is drawn once, but for what must be seen. */
function mustShow({ selected, found }: Frame, { failing, id }: TimelineSpan): boolean {
  return failing || id === selected || (found?.has(id) ?? false);
}

/** Where the next span of the row begins. */
function limitOf(frame: Frame, row: Row, index: number): number {
  const next = row.spans[index + 1];
  return next === undefined ? Infinity : columnOf(frame, startOf(frame.scene.timeline, next) ?? 0);
}

interface Box {
  left: number;
  right: number;
  top: number;
  /** Where the next span begins: what does not fit into this one may be written up to there. */
  limit: number;
}

function drawSpan(context: Context, frame: Frame, span: TimelineSpan, box: Box): void {
  const { colors, gutter, width, found } = frame;
  const x = Math.max(box.left, gutter - 4);
  const bar = {
    x,
    y: box.top + 3,
    width: Math.max(2, Math.min(box.right, width + 4) - x),
    height: rowHeight - 6,
  };
  const { failing, outcome } = span;
  context.globalAlpha = found === null || found.has(span.id) ? 1 : 0.18;
  context.fillStyle = failing ? colors.badFill : colors.kinds[span.kind];
  context.fillRect(bar.x, bar.y, bar.width, bar.height);
  if (outcome === "open") hatch(context, bar, colors.faint);
  // What went wrong on the way is marked, but red is what the verdict rests on: a healthy run has nothing red.
  if (failing) outline(context, bar, colors.bad, 2);
  else if (outcome === "failed") outline(context, bar, colors.faint, 1);
  if (span.id === frame.selected) {
    outline(
      context,
      { x: x - 2, y: bar.y - 2, width: bar.width + 4, height: bar.height + 4 },
      colors.focus,
      2,
    );
  }
  context.fillStyle = failing ? colors.bad : colors.text;
  writeLabel(context, frame, labelOf(span), bar, box.limit);
  context.globalAlpha = 1;
}

function labelOf(span: TimelineSpan): string {
  const result = span.result === null ? "" : ` · ${span.result}`;
  return `${span.outcome === "failed" ? "✗ " : ""}${span.label}${result}`;
}

/** Into the bar, or beside it, if there is more room up to the next one. */
function writeLabel(context: Context, frame: Frame, text: string, bar: Area, limit: number): void {
  const end = bar.x + bar.width;
  const inside = bar.width - 8;
  const beside = Math.min(limit, frame.width) - end - 8;
  const middle = bar.y + bar.height / 2 + 0.5;
  // To measure a text costs more than all else here.
  if (Math.max(inside, beside) < 24) return;
  const fits = context.measureText(text.slice(0, 300)).width <= inside;
  if (fits || (inside >= beside && inside >= 24))
    context.fillText(fitted(context, text, inside), bar.x + 4, middle);
  else if (beside >= 24) context.fillText(fitted(context, text, beside), end + 4, middle);
}

function drawMark(context: Context, frame: Frame, column: number, top: number, bad: boolean): void {
  const { colors } = frame;
  const middle = top + rowHeight / 2;
  if (bad) {
    context.strokeStyle = colors.bad;
    context.lineWidth = 1;
    context.setLineDash([3, 3]);
    line(context, column, headHeight, column, frame.height);
    context.setLineDash([]);
  }
  context.fillStyle = bad ? colors.bad : colors.faint;
  context.beginPath();
  context.moveTo(column, middle - 6);
  context.lineTo(column + 6, middle);
  context.lineTo(column, middle + 6);
  context.lineTo(column - 6, middle);
  context.fill();
}

/** Stretches in which nothing happened, over all lanes. */
function drawGaps(context: Context, frame: Frame): void {
  for (const { startMs, endMs } of frame.scene.timeline.gaps) {
    const left = columnOf(frame, startMs);
    const width = columnOf(frame, endMs) - left;
    hatch(context, { x: left, y: headHeight, width, height: frame.height - headHeight }, frame.colors.gap);
  }
}

/** From the end of what led to the selected span, and from its own end to what it led to. */
function drawLinks(context: Context, frame: Frame): void {
  const { scene, selected, colors } = frame;
  if (selected === null) return;
  context.strokeStyle = colors.focus;
  context.lineWidth = 1.5;
  for (const { from, to } of scene.timeline.links) {
    if (from !== selected && to !== selected) continue;
    const source = scene.timeline.spans[from];
    const target = scene.timeline.spans[to];
    const rows = [scene.rowOf.get(from), scene.rowOf.get(to)] as const;
    if (source === undefined || target === undefined || rows[0] === undefined || rows[1] === undefined)
      continue;
    const x1 = columnOf(frame, endOf(scene, source));
    const x2 = columnOf(frame, startOf(scene.timeline, target) ?? 0);
    const y1 = rowTop(frame, rows[0]) + rowHeight / 2;
    const y2 = rowTop(frame, rows[1]) + rowHeight / 2;
    line(context, x1, y1, x2, y2);
    line(context, x2, y2, x2 - 6, y2 - 4);
    line(context, x2, y2, x2 - 6, y2 + 4);
  }
}

function drawHead(context: Context, frame: Frame): void {
  const { scene, window, width, gutter, height, colors } = frame;
  context.fillStyle = colors.surface;
  context.fillRect(0, 0, width, headHeight);
  context.fillStyle = colors.faint;
  context.textAlign = "left";
  context.fillText(scene.timeline.scale === "clock" ? "time" : "order", 8, 12);
  const places = ticks(window, (width - gutter) / 110, scene.timeline.scale === "order" ? 1 : 0);
  const step = (places[1] ?? 1) - (places[0] ?? 0);
  context.strokeStyle = colors.line;
  context.lineWidth = 1;
  for (const place of places) {
    const column = Math.round(columnOf(frame, place)) + 0.5;
    const text = momentText(scene.timeline, place, step);
    context.globalAlpha = 0.5;
    line(context, column, 20, column, height);
    context.globalAlpha = 1;
    context.fillStyle = colors.faint;
    if (column + context.measureText(text).width + 4 < width) context.fillText(text, column + 3, 12);
  }
  line(context, 0, headHeight - 0.5, width, headHeight - 0.5);
  for (const gap of scene.timeline.gaps) drawGapName(context, frame, gap);
}

function drawGapName(
  context: Context,
  frame: Frame,
  gap: { startMs: number; endMs: number; label: string },
): void {
  const left = Math.max(columnOf(frame, gap.startMs), frame.gutter);
  const right = Math.min(columnOf(frame, gap.endMs), frame.width);
  if (right - left < 40) return;
  context.fillStyle = frame.colors.surface;
  context.fillRect(left, 22, right - left, 18);
  context.fillStyle = frame.colors.text;
  const seconds = `${((gap.endMs - gap.startMs) / 1000).toFixed(1)}s`;
  context.fillText(fitted(context, `⟷ ${seconds} ${gap.label}`, right - left - 8), left + 4, 31);
}
