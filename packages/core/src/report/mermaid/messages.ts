import type { SpanOutcome, Timeline, TimelineSpan } from "../../model/timeline.ts";

/** One arrow or note of the diagram. */
export type Message =
  | { kind: "call"; lane: number; text: string }
  | { kind: "return"; lane: number; text: string; outcome: SpanOutcome }
  | { kind: "note"; lane: number; text: string };

/** Each span is a call and its return. */
export const mostSpans = 28;

/** What went on between go and the others, in order; `left` says how many spans are not in it. */
export interface Conversation {
  messages: Message[];
  left: number;
}

export function conversationOf(timeline: Timeline): Conversation {
  const spans = timeline.spans.filter(({ kind }) => kind !== "command");
  const told = mostTelling(spans);
  const last = Math.max(0, ...timeline.spans.map(({ order }) => order)) + 1;
  const steps = told.flatMap((span) => stepsOf(span, timeline, last));
  const messages = steps.toSorted((a, b) => a.at - b.at || a.order - b.order).map(({ message }) => message);
  return { messages, left: spans.length - told.length };
}

/** What failed, what was asked of hosts and tools, then the rest by length. */
function mostTelling(spans: readonly TimelineSpan[]): readonly TimelineSpan[] {
  if (spans.length <= mostSpans) return spans;
  return spans.toSorted((a, b) => weightOf(b) - weightOf(a)).slice(0, mostSpans);
}

function weightOf({ failing, outcome, kind, startMs, endMs }: TimelineSpan): number {
  const length = Math.min((endMs ?? startMs ?? 0) - (startMs ?? 0), 1e8);
  if (failing) return 4e9 + length;
  if (outcome === "failed" || outcome === "open") return 3e9 + length;
  return kind === "request" || kind === "process" || kind === "lock" ? 2e9 + length : length;
}

interface Step {
  at: number;
  order: number;
  message: Message;
}

/** A moment, such as a file that was stored, is one note; what takes time is a call and a return. */
function stepsOf(span: TimelineSpan, { scale, durationMs }: Timeline, last: number): Step[] {
  const { lane, label, result, outcome, startMs, endMs, order, kind } = span;
  const start = scale === "clock" ? (startMs ?? 0) : order;
  if (kind === "cache") {
    const text = result === null ? label : `${label}: ${result}`;
    return [{ at: start, order, message: { kind: "note", lane, text } }];
  }
  const end = scale === "clock" ? (endMs ?? durationMs ?? start) : order + 0.5;
  const text = result ?? endingWords[outcome];
  const answer: Message =
    outcome === "open"
      ? { kind: "note", lane, text: `${label}: no end on record` }
      : { kind: "return", lane, text, outcome };
  return [
    { at: start, order, message: { kind: "call", lane, text: label } },
    { at: outcome === "open" ? Infinity : end, order: last + order, message: answer },
  ];
}

const endingWords: Readonly<Record<SpanOutcome, string>> = {
  ok: "done",
  failed: "failed",
  abandoned: "given up",
  open: "no end on record",
  unknown: "not on record",
};
