import { compareOrigins, type Origin } from "../../model/origin.ts";
import type { Finding } from "../../model/report.ts";
import type { Run } from "../../model/run.ts";
import type {
  SpanKind,
  Timeline,
  TimelineEvidence,
  TimelineLink,
  TimelineMark,
  TimelineSpan,
} from "../../model/timeline.ts";
import { millisBetween, type Micros } from "../../model/time.ts";
import type { Outcome } from "../../model/vocabulary.ts";
import type { DraftLink, DraftSpan } from "./draft.ts";
import { fileSpans } from "./file-spans.ts";
import { gapsOf } from "./gaps.ts";
import { hostsOf } from "./hosts.ts";
import { numberLanes, type Numbered } from "./lanes.ts";
import { marksOf, type DraftMark } from "./marks.ts";
import { networkSpans } from "./network-spans.ts";
import { foldedPrograms, programSpans } from "./program-spans.ts";
import { requestSpans } from "./request-spans.ts";

/** What the picture is drawn from, beside the run. */
export interface TimelineContext {
  outcome: Outcome;
  diagnosis: Finding | null;
  /** Microseconds since 1970 at the record's time 0; null where it has no dates. */
  epochMicros: number | null;
  /** Show what is folded otherwise. */
  all: boolean;
}

/** One go command as a picture. `at` and `quote` of the evidence are filled in when the report is made. */
export function timelineOf(run: Run, context: TimelineContext): Timeline {
  const hosts = hostsOf(run);
  const network = networkSpans(run, hosts);
  const requests = requestSpans(run, hosts, network.spans);
  const programs = programSpans(run, context.all);
  const failing = failingOrigins(context.diagnosis);
  const files = fileSpans(run, (origin) => failing.has(keyOf(origin)), context.all);
  const drafts = [...programs.spans, ...network.spans, ...requests.spans, ...files.spans].toSorted(inOrder);
  const marks = marksOf(run);

  const zero = run.started?.time ?? earliest(drafts);
  const end = run.ended?.time ?? run.lastTime;
  const durationMs = zero === null ? null : millisBetween(zero, end);
  const ranks = ranksOf(drafts, marks);
  const laned = numberLanes(drafts, marks, zero, durationMs);
  const spans = drafts.map((draft, id) => spanOf(draft, id, laned, { zero, failing, ranks, context }));
  const drawnMarks = marks.map((mark) => markOf(mark, laned, { zero, failing, ranks, context }));
  const moments = drawnMarks.flatMap(({ atMs }) => (atMs === null ? [] : [atMs]));
  return {
    scale: zero === null ? "order" : "clock",
    startedAt: zero === null || context.epochMicros === null ? null : context.epochMicros + zero,
    durationMs,
    outcome: context.outcome,
    lanes: laned.lanes,
    spans,
    marks: drawnMarks,
    gaps: durationMs === null ? [] : gapsOf(spans, moments, durationMs),
    links: linksOf([...network.links, ...requests.links, ...programs.links], laned),
    folded: [...files.folded, ...(context.all ? [] : foldedPrograms(run))],
  };
}

/** By start, then by place: without a clock, by place alone. The command comes before what it did in its first moment. */
function inOrder(a: DraftSpan, b: DraftSpan): number {
  const byTime = a.from.time === null || b.from.time === null ? 0 : a.from.time - b.from.time;
  return byTime || rankOfKind(a) - rankOfKind(b) || compareOrigins(a.from.at, b.from.at);
}

function rankOfKind({ kind }: DraftSpan): number {
  return kind === "command" ? 0 : 1;
}

function earliest(drafts: readonly DraftSpan[]): Micros | null {
  return drafts.find(({ from }) => from.time !== null)?.from.time ?? null;
}

/** Where the proofs of the verdict stand. */
function failingOrigins(diagnosis: Finding | null): ReadonlySet<string> {
  return new Set(diagnosis?.evidence.map(({ origin }) => keyOf(origin)));
}

function keyOf({ input, line }: Origin): string {
  return `${input}:${line}`;
}

function ranksOf(drafts: readonly DraftSpan[], marks: readonly DraftMark[]): ReadonlyMap<object, number> {
  const all = [
    ...drafts.map((item) => ({ item, at: item.from.at, time: item.from.time })),
    ...marks.map((item) => ({ item, at: item.origins[0] ?? null, time: item.time })),
  ];
  const sorted = all.toSorted((a, b) => {
    const byTime = a.time === null || b.time === null ? 0 : a.time - b.time;
    if (byTime !== 0) return byTime;
    // The end of the record has no line of its own.
    if (a.at === null || b.at === null) return a.at === null ? 1 : -1;
    return compareOrigins(a.at, b.at);
  });
  return new Map(sorted.map(({ item }, rank) => [item, rank]));
}

interface Placing {
  zero: Micros | null;
  failing: ReadonlySet<string>;
  ranks: ReadonlyMap<object, number>;
  context: TimelineContext;
}

function spanOf(draft: DraftSpan, id: number, laned: Numbered, placing: Placing): TimelineSpan {
  const { from, to, origins, parent, lane: _, ...rest } = draft;
  const { zero, ranks } = placing;
  const place = laned.placeOf(draft);
  const proves = isProof(draft, placing);
  return {
    id,
    lane: place.lane,
    track: place.track,
    parent: parent === null ? null : laned.placeOf(parent).id,
    ...rest,
    startMs: millisBetween(zero, from.time),
    endMs: to === null ? null : millisBetween(zero, to.time),
    order: ranks.get(draft) ?? id,
    failing: proves,
    evidence: origins.map(evidenceAt),
  };
}

/**
 * What failed and is a proof of the verdict. Of a run that was slow nothing failed: there it is what waited, itself a proof or
 * on a connection that is one.
 */
function isProof(draft: DraftSpan, { failing, context }: Placing): boolean {
  const proves = (places: readonly Origin[]): boolean => places.some((origin) => failing.has(keyOf(origin)));
  const { kind, outcome, origins, stage, parent } = draft;
  if (kind === "command") return false;
  if (context.diagnosis?.severity !== "slow") return outcome !== "ok" && proves(origins);
  const waited = !quick.has(kind) || stage === context.diagnosis.stage;
  return waited && (proves(origins) || (parent !== null && proves(parent.origins)));
}

/** What comes before a wait for an answer, and is slow only where the verdict is about it. */
const quick: ReadonlySet<SpanKind> = new Set(["connect", "tls", "tunnel", "cache"]);

function markOf(mark: DraftMark, laned: Numbered, { zero, failing, ranks, context }: Placing): TimelineMark {
  const { kind, label, time, outcome, module, origins, lane } = mark;
  const proves = origins.some((origin) => failing.has(keyOf(origin)));
  return {
    lane: laned.laneIdOf(lane),
    kind,
    stage: proves ? (context.diagnosis?.stage ?? null) : null,
    module: proves ? (context.diagnosis?.module ?? module) : module,
    label,
    atMs: millisBetween(zero, time),
    order: ranks.get(mark) ?? 0,
    outcome,
    failing: proves,
    evidence: origins.map(evidenceAt),
  };
}

function evidenceAt(origin: Origin): TimelineEvidence {
  return { origin, at: "", quote: "" };
}

function linksOf(links: readonly DraftLink[], laned: Numbered): TimelineLink[] {
  return links.map(({ kind, from, to }) => ({
    kind,
    from: laned.placeOf(from).id,
    to: laned.placeOf(to).id,
  }));
}
