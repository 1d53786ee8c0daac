import type { Report, RunReport } from "../../model/report.ts";
import type {
  Timeline,
  TimelineLane,
  TimelineLink,
  TimelineMark,
  TimelineSpan,
} from "../../model/timeline.ts";
import { jsonText } from "../json.ts";
import { commandLine } from "../text/words.ts";
import { pictureClock, type PictureClock } from "../timeline/clock.ts";

// The Trace Event Format, which Perfetto, speedscope and chrome://tracing open: a process for each go command, a thread for each
// row of a lane. https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU

interface TraceEvent {
  name: string;
  /** X: a span, i: a moment, s and f: the ends of an arrow, M: a name. */
  ph: "X" | "i" | "s" | "f" | "M";
  pid: number;
  tid: number;
  /** Microseconds. */
  ts?: number;
  dur?: number;
  cat?: string;
  id?: number;
  s?: "t";
  bp?: "e";
  args?: Readonly<Record<string, unknown>>;
}

/** Every run of the report as Chrome Trace Event JSON. */
export function perfetto(report: Report): string {
  const offsets = runOffsets(report.runs);
  const traceEvents = report.runs.flatMap((run, index) => runEvents(run, index + 1, offsets[index] ?? 0));
  const ordered = report.runs.some(({ timeline }) => timeline?.scale === "order");
  const clock = ordered ? { clock: "no timestamps in the record: a millisecond stands for each step" } : {};
  const hashes = Object.fromEntries(report.inputs.map(({ path, sha256 }) => [path, sha256 ?? null]));
  const otherData = { gotrace: report.gotrace, sha256: hashes, removed: report.removed ?? [], ...clock };
  return jsonText({ traceEvents, displayTimeUnit: "ms", otherData });
}

/** Microseconds from the first command to each; 0 where the record has no dates to tell. */
function runOffsets(runs: readonly RunReport[]): number[] {
  const starts = runs.map(({ timeline }) => timeline?.startedAt ?? null);
  const known = starts.filter((start) => start !== null);
  if (known.length < starts.length) return starts.map(() => 0);
  const first = known.reduce((least, start) => Math.min(least, start), Infinity);
  return known.map((start) => start - first);
}

function runEvents(run: RunReport, pid: number, offset: number): TraceEvent[] {
  const { timeline } = run;
  if (!timeline) throw new Error("a picture is drawn of a report with its timeline");
  const clock = laterClock(pictureClock(timeline), offset);
  const threads = threadsOf(timeline);
  return [
    { ...name("process_name", commandLine(run.command)), pid, tid: 0 },
    ...timeline.lanes.flatMap((lane) => laneNames(lane, pid, threads)),
    ...timeline.spans.map((span) => spanEvent(span, pid, threads, clock)),
    ...timeline.marks.map((mark) => markEvent(mark, pid, threads, clock)),
    ...timeline.links.flatMap((link, id) =>
      arrow(link, pid * 1_000_000 + id, { pid, timeline, threads, clock }),
    ),
  ];
}

function laterClock(clock: PictureClock, offset: number): PictureClock {
  return {
    start: (span) => clock.start(span) + offset,
    end: (span) => clock.end(span) + offset,
    at: (mark) => clock.at(mark) + offset,
  };
}

/** The number of the first row of each lane. */
type Threads = readonly number[];

function threadsOf({ lanes }: Timeline): Threads {
  let next = 1;
  return lanes.map(({ tracks }) => {
    const first = next;
    next += tracks;
    return first;
  });
}

function name(kind: string, value: string): Pick<TraceEvent, "name" | "ph" | "args"> {
  return { name: kind, ph: "M", args: { name: value } };
}

function laneNames({ id, label, tracks }: TimelineLane, pid: number, threads: Threads): TraceEvent[] {
  const first = threads[id] ?? 0;
  return Array.from({ length: tracks }, (_, track) => ({
    ...name("thread_name", track === 0 ? label : `${label} (${track + 1})`),
    pid,
    tid: first + track,
  }));
}

function spanEvent(span: TimelineSpan, pid: number, threads: Threads, clock: PictureClock): TraceEvent {
  const { label, kind, stage, outcome, result, module, version, host, role, failing, attributes, evidence } =
    span;
  const facts = { outcome, result, stage, module, version, host, role, failing, ...attributes };
  const ts = clock.start(span);
  return {
    name: label,
    cat: stage === null ? kind : `${kind},${stage}`,
    ph: "X",
    pid,
    tid: threadOf(span, threads),
    ts,
    dur: Math.max(clock.end(span) - ts, 1),
    args: { ...facts, seenAt: evidence.map(({ at }) => at) },
  };
}

function threadOf({ lane, track }: TimelineSpan, threads: Threads): number {
  return (threads[lane] ?? 0) + track;
}

function markEvent(mark: TimelineMark, pid: number, threads: Threads, clock: PictureClock): TraceEvent {
  const { label, kind, lane, outcome, failing, evidence } = mark;
  return {
    name: label,
    cat: kind,
    ph: "i",
    s: "t",
    pid,
    tid: threads[lane] ?? 0,
    ts: clock.at(mark),
    args: { outcome, failing, seenAt: evidence.map(({ at }) => at) },
  };
}

/** An arrow from the end of one span, or from within it where it goes on, to the start of another. */
function arrow(
  { kind, from, to }: TimelineLink,
  id: number,
  {
    pid,
    timeline,
    threads,
    clock,
  }: { pid: number; timeline: Timeline; threads: Threads; clock: PictureClock },
): TraceEvent[] {
  const [source, target] = [timeline.spans[from], timeline.spans[to]];
  if (!source || !target) return [];
  const start = clock.start(target);
  const shared = { name: kind, cat: "flow", id, pid };
  const leaves = Math.max(clock.start(source), Math.min(clock.end(source), start));
  return [
    { ...shared, ph: "s", tid: threadOf(source, threads), ts: leaves },
    { ...shared, ph: "f", bp: "e", tid: threadOf(target, threads), ts: Math.max(leaves, start) },
  ];
}
