import { createHash } from "node:crypto";
import type { Report, RunReport } from "../../model/report.ts";
import type { Timeline, TimelineLink, TimelineMark, TimelineSpan } from "../../model/timeline.ts";
import { jsonText } from "../json.ts";
import { commandLine } from "../text/words.ts";
import { pictureClock, type PictureClock } from "../timeline/clock.ts";
import { keyValues, spanAttributes, type KeyValue } from "./attributes.ts";

// OTLP/JSON, an ExportTraceServiceRequest: a resource for each go command, a trace of its own. Ids are hexadecimal, times are
// nanoseconds as strings. https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding

interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  /** SPAN_KIND_INTERNAL or SPAN_KIND_CLIENT. */
  kind: 1 | 3;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: KeyValue[];
  events?: OtlpEvent[];
  links?: { traceId: string; spanId: string; attributes: KeyValue[] }[];
  /** STATUS_CODE_UNSET or STATUS_CODE_ERROR. */
  status: { code: 0 | 2; message?: string };
}

interface OtlpEvent {
  timeUnixNano: string;
  name: string;
  attributes: KeyValue[];
}

/** Every run of the report as OTLP/JSON traces. */
export function otlp(report: Report): string {
  return jsonText({ resourceSpans: report.runs.map((run, index) => resourceSpans(run, index, report)) });
}

function resourceSpans(run: RunReport, index: number, { gotrace, inputs }: Report): unknown {
  const { timeline, command } = run;
  if (!timeline) throw new Error("a picture is drawn of a report with its timeline");
  const resource = keyValues({
    "service.name": "go",
    "service.version": command.goVersion,
    "process.command_line": commandLine(command),
    "gotrace.cause": run.diagnosis?.cause,
    "gotrace.outcome": run.outcome,
    "gotrace.clock": clockNote(timeline),
    "gotrace.inputs.sha256": inputs.flatMap(({ sha256 }) => sha256 ?? []),
  });
  const spans = spansOf(timeline, hash(`${index} ${JSON.stringify(timeline)}`, 32));
  return {
    resource: { attributes: resource },
    scopeSpans: [{ scope: { name: "gotrace", version: gotrace }, spans }],
  };
}

/** What the times are worth where they are no dates. */
function clockNote({ scale, startedAt }: Timeline): string | null {
  if (scale === "order") return "no timestamps in the record: a millisecond stands for each step";
  return startedAt === null ? "no dates in the record: times count from 1970-01-01" : null;
}

/** The same record gives the same ids, so that two exports of it are one trace. */
function hash(text: string, digits: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, digits);
}

interface Placing {
  traceId: string;
  timeline: Timeline;
  clock: PictureClock;
  /** What led to each span. */
  sources: ReadonlyMap<number, readonly TimelineLink[]>;
  root: number | null;
}

function spansOf(timeline: Timeline, traceId: string): OtlpSpan[] {
  const root = timeline.spans.find(({ kind }) => kind === "command") ?? timeline.spans[0];
  const placing: Placing = {
    traceId,
    timeline,
    clock: pictureClock(timeline),
    sources: Map.groupBy(timeline.links, ({ to }) => to),
    root: root?.id ?? null,
  };
  return timeline.spans.map((span) => otlpSpan(span, placing));
}

function otlpSpan(span: TimelineSpan, placing: Placing): OtlpSpan {
  const { traceId, timeline, clock, root } = placing;
  const parent = span.id === root ? null : (span.parent ?? root);
  const links = linksTo(span, placing);
  const events = span.id === root ? timeline.marks.map((mark) => eventOf(mark, placing)) : [];
  return {
    traceId,
    spanId: spanId(traceId, span.id),
    ...(parent !== null && { parentSpanId: spanId(traceId, parent) }),
    name: nameOf(span),
    kind: clientKinds.has(span.kind) ? 3 : 1,
    startTimeUnixNano: nanos(timeline, clock.start(span)),
    endTimeUnixNano: nanos(timeline, Math.max(clock.end(span), clock.start(span))),
    attributes: spanAttributes(span),
    ...(events.length > 0 && { events }),
    ...(links.length > 0 && { links }),
    status: statusOf(span),
  };
}

const clientKinds: ReadonlySet<TimelineSpan["kind"]> = new Set([
  "dns",
  "connect",
  "tls",
  "tunnel",
  "request",
]);

/** HTTP spans are named by their method, so that they can be counted together. */
function nameOf({ kind, attributes, label }: TimelineSpan): string {
  return kind === "request" ? (attributes.method ?? label) : label;
}

function spanId(traceId: string, id: number): string {
  return hash(`${traceId} ${id}`, 16);
}

function linksTo(
  { id, parent }: TimelineSpan,
  { traceId, sources }: Placing,
): NonNullable<OtlpSpan["links"]> {
  return (sources.get(id) ?? [])
    .filter(({ from }) => from !== parent)
    .map(({ kind, from }) => ({
      traceId,
      spanId: spanId(traceId, from),
      attributes: keyValues({ "gotrace.link": kind }),
    }));
}

function eventOf(mark: TimelineMark, { timeline, clock }: Placing): OtlpEvent {
  return {
    timeUnixNano: nanos(timeline, clock.at(mark)),
    name: mark.kind,
    attributes: keyValues({ "gotrace.text": mark.label, "gotrace.failing": mark.failing }),
  };
}

function statusOf({ outcome, result }: TimelineSpan): OtlpSpan["status"] {
  if (outcome !== "failed") return { code: 0 };
  return result === null ? { code: 2 } : { code: 2, message: result };
}

/** Nanoseconds since 1970 are more than a double holds. */
function nanos({ startedAt }: Timeline, afterMicros: number): string {
  return String(BigInt(Math.max(0, Math.round((startedAt ?? 0) + afterMicros))) * 1000n);
}
