import type { SpanOutcome } from "../../model/timeline.ts";
import type { Scale } from "./scale.ts";

/** What a bar is made of, and how it ends, so that its outcome can be read without colour. */
const looks: Readonly<Record<SpanOutcome, { body: string; end: string }>> = {
  ok: { body: "━", end: "━" },
  failed: { body: "━", end: "✗" },
  abandoned: { body: "╌", end: "╌" },
  open: { body: "━", end: "▶" },
  unknown: { body: "─", end: "─" },
};

/** A span on the scale: as wide as the picture, spaces around it. One column at least, however short it was. */
export function barOf(
  span: { startMs: number | null; endMs: number | null; outcome: SpanOutcome },
  scale: Scale,
): string {
  if (span.startMs === null) return "";
  const first = scale.columnOf(span.startMs);
  const last = Math.max(first, scale.columnOf(span.endMs ?? scale.toMs));
  const { body, end } = looks[span.outcome];
  return " ".repeat(first) + body.repeat(last - first) + end;
}

/** A moment on the scale. */
export function pointOf(ms: number | null, scale: Scale): string {
  return ms === null ? "" : `${" ".repeat(scale.columnOf(ms))}◆`;
}
