import type { Report, RunReport } from "../../model/report.ts";
import type { Timeline, TimelineSpan } from "../../model/timeline.ts";
import { jsonText } from "../json.ts";
import { commandLine } from "../text/words.ts";
import { pictureClock, type PictureClock } from "../timeline/clock.ts";

// HTTP Archive 1.2: a page for each go command, an entry for each request that is visible: in go's log (-x), or in clear text. What
// is not on record is -1 or empty, as the format wants it. http://www.softwareishard.com/blog/har-12-spec/

interface Entry {
  pageref: string;
  startedDateTime: string;
  time: number;
  request: Readonly<Record<string, unknown>>;
  response: Readonly<Record<string, unknown>>;
  cache: Readonly<Record<string, never>>;
  timings: Timings;
  serverIPAddress?: string;
  comment: string;
}

/** Milliseconds; -1 where a phase did not happen or is not on record. */
interface Timings {
  blocked: number;
  dns: number;
  connect: number;
  ssl: number;
  send: number;
  wait: number;
  receive: number;
}

/** Every visible request of the report as a HAR file. */
export function har(report: Report): string {
  const runs = report.runs.map((run, index) => ({ run, id: `run_${index + 1}` }));
  const dated = report.runs.every(({ timeline }) => timeline?.startedAt != null);
  return jsonText({
    log: {
      version: "1.2",
      creator: { name: "gotrace", version: report.gotrace },
      pages: runs.map(({ run, id }) => page(run, id)),
      entries: runs.flatMap(({ run, id }) => entriesOf(run, id)),
      comment: dated ? "" : "The record has no dates: times count from 1970-01-01.",
    },
  });
}

function timelineIn({ timeline }: RunReport): Timeline {
  if (!timeline) throw new Error("a picture is drawn of a report with its timeline");
  return timeline;
}

function page(run: RunReport, id: string): Readonly<Record<string, unknown>> {
  const { durationMs, startedAt } = timelineIn(run);
  const onLoad = durationMs === null ? -1 : durationMs;
  return {
    startedDateTime: dateOf(startedAt, 0),
    id,
    title: commandLine(run.command),
    pageTimings: { onContentLoad: -1, onLoad },
  };
}

function entriesOf(run: RunReport, pageref: string): Entry[] {
  const timeline = timelineIn(run);
  const clock = pictureClock(timeline);
  const carriers = new Map<number, TimelineSpan>();
  for (const { kind, from, to } of timeline.links) {
    const source = timeline.spans[from];
    if (source && (kind === "tls-request" || kind === "connect-tls" || kind === "dns-connect"))
      carriers.set(to, source);
  }
  const carried = new Set<number>();
  const requests = timeline.spans.filter(
    ({ kind, attributes }) => kind === "request" && attributes.url !== undefined,
  );
  return requests.map((span) =>
    entryOf(span, pathTo(span, carriers, carried, clock), timeline, clock, pageref),
  );
}

/**
 * The look-up, connection and handshake that a request waited for: the first on a connection only, the others found it open. What
 * began before the request was not begun for it.
 */
function pathTo(
  span: TimelineSpan,
  carriers: ReadonlyMap<number, TimelineSpan>,
  carried: Set<number>,
  clock: PictureClock,
): TimelineSpan[] {
  const path: TimelineSpan[] = [];
  for (let step = carriers.get(span.id); step && !carried.has(step.id); step = carriers.get(step.id)) {
    carried.add(step.id);
    if (clock.start(step) < clock.start(span)) break;
    path.push(step);
  }
  return path;
}

function entryOf(
  span: TimelineSpan,
  path: readonly TimelineSpan[],
  timeline: Timeline,
  clock: PictureClock,
  pageref: string,
): Entry {
  const timings = timingsOf(span, path, clock, timeline.scale === "clock");
  const { method = "GET", url = "", status = 0, statusText = "", contentType = "" } = span.attributes;
  const blank = { httpVersion: "", cookies: [], headers: [], headersSize: -1, bodySize: -1 };
  const peer = path.find(({ kind }) => kind === "connect")?.attributes.peer;
  const ip =
    peer === undefined ? {} : { serverIPAddress: peer.replace(/:\d+$/, "").replaceAll(/[[\]]/g, "") };
  return {
    pageref,
    startedDateTime: dateOf(timeline.startedAt, clock.start(span)),
    time: totalOf(timings),
    request: { ...blank, method, url, queryString: [] },
    response: {
      ...blank,
      status,
      statusText,
      redirectURL: "",
      content: { size: 0, mimeType: contentType },
      ...errorOf(span),
    },
    cache: {},
    timings,
    ...ip,
    comment: span.evidence.map(({ at }) => at).join(", "),
  };
}

/** HAR has no place for an answer that did not come: browsers write status 0, and why in `_error`. */
function errorOf({ attributes: { error, status } }: TimelineSpan): { _error?: string } {
  if (error !== undefined) return { _error: error };
  return status === undefined ? { _error: "no answer on record" } : {};
}

/** `ssl` is counted in `connect` already, so the format says. */
function totalOf({ blocked, dns, connect, send, wait, receive }: Timings): number {
  const parts = [blocked, dns, connect, send, wait, receive];
  return rounded(parts.reduce((sum, part) => sum + Math.max(part, 0), 0));
}

function timingsOf(
  span: TimelineSpan,
  path: readonly TimelineSpan[],
  clock: PictureClock,
  timed: boolean,
): Timings {
  const unknown = { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 0, receive: 0 };
  const { printedMs } = span.attributes;
  if (!timed) return { ...unknown, wait: printedMs ?? 0 };
  const lengthOf = (kind: TimelineSpan["kind"]): number => {
    const step = path.find((one) => one.kind === kind);
    return step ? rounded((clock.end(step) - clock.start(step)) / 1000) : -1;
  };
  const [dns, tcp, ssl] = [lengthOf("dns"), lengthOf("connect"), lengthOf("tls")];
  const connect = tcp < 0 ? -1 : rounded(tcp + Math.max(ssl, 0));
  const [start, end] = [clock.start(span), clock.end(span)];
  const ready = path.reduce((latest, step) => Math.max(latest, clock.end(step)), start);
  const wait = rounded(Math.max(end - ready, 0) / 1000);
  const rest = (end - start) / 1000 - Math.max(dns, 0) - Math.max(connect, 0) - wait;
  const blocked = path.length === 0 ? -1 : rounded(Math.max(rest, 0));
  return { ...unknown, blocked, dns, connect, ssl, wait };
}

/** To the microsecond: sums of binary fractions have a tail. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** ISO 8601; from 1970 where the record has no dates. */
function dateOf(startedAt: number | null, afterMicros: number): string {
  return new Date(((startedAt ?? 0) + afterMicros) / 1000).toISOString();
}
