import type { SpanKind, TimelineGap, TimelineSpan } from "../../model/timeline.ts";

/** Shorter than this, nobody asks what it was. */
const leastMs = 1000;

/** A stretch between two moments at which something began or ended, and what lasted through it. */
export function gapsOf(
  spans: readonly TimelineSpan[],
  moments: readonly number[],
  endMs: number,
): TimelineGap[] {
  const borders = bordersOf(spans, moments, endMs);
  const long = borders.flatMap((startMs, i) => {
    const next = borders[i + 1];
    return next === undefined || next - startMs <= leastMs ? [] : [{ startMs, endMs: next }];
  });
  return long.map((gap) => ({ ...gap, label: labelOf(gap, spans, endMs) }));
}

function bordersOf(spans: readonly TimelineSpan[], moments: readonly number[], endMs: number): number[] {
  const borders = new Set<number>([0, endMs, ...moments]);
  for (const { startMs, endMs: end } of spans) {
    if (startMs !== null) borders.add(startMs);
    if (end !== null) borders.add(end);
  }
  return [...borders].toSorted((a, b) => a - b);
}

/** There are few long gaps: a pass over the spans for each costs little. */
function labelOf(
  gap: { startMs: number; endMs: number },
  spans: readonly TimelineSpan[],
  endMs: number,
): string {
  const through = spans.filter(
    ({ kind, startMs, endMs: end }) =>
      kind !== "command" && startMs !== null && startMs <= gap.startMs && (end ?? endMs) >= gap.endMs,
  );
  const waits = through.filter(({ kind }) => kind !== "process");
  const [first, ...others] = waits.length > 0 ? waits : through;
  if (!first) return "nothing on record: go was computing, or the trace does not show what it waited for";
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  return `${waitingFor(first)}${more}`;
}

const waitingWords: Readonly<Record<SpanKind, (label: string) => string>> = {
  command: (label) => `while ${label} runs`,
  process: (label) => `while ${label} runs`,
  dns: (label) => `waiting for a name server: ${label}`,
  connect: (label) => `waiting for ${label}`,
  tunnel: (label) => `waiting for the forward proxy: ${label}`,
  tls: (label) => `waiting for the handshake: ${label}`,
  request: (label) => `waiting for ${label}`,
  response: (label) => label,
  transfer: (label) => label,
  lock: (label) => `waiting for ${label}`,
  cache: (label) => `in ${label}`,
  wait: (label) => `in ${label}`,
};

function waitingFor({ kind, label, host }: TimelineSpan): string {
  const at = host === null || label.includes(host) ? "" : ` (${host})`;
  return waitingWords[kind](label) + at;
}
