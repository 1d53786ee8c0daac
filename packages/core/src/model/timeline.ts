import type { Origin } from "./origin.ts";
import type { Outcome, Role, Stage } from "./vocabulary.ts";

// One run as a picture: lanes, what happened in each from when to when, and what led to what. Every picture that gotrace
// draws (waterfall, Markdown, HTML, Mermaid, Perfetto, OTLP, HAR) is a pure function of this and of the run's report.

/** One go command as a picture. Times are milliseconds since the command's start. */
export interface Timeline {
  /**
   * `clock`: spans stand where the record's timestamps put them. `order`: the record has no timestamps (a log, a trace without
   * -t): `startMs` and `endMs` are null, and `order` tells what came first.
   */
  scale: "clock" | "order";
  /** Wall clock of the start: microseconds since 1970 where the record has dates (-ttt); null where it does not. */
  startedAt: number | null;
  /** Of the command; to the end of the record where it does not show the command's end. Null without timestamps. */
  durationMs: number | null;
  outcome: Outcome;
  /** In reading order: go, then hosts by first contact, then children, cache, locks. Every span names one. */
  lanes: TimelineLane[];
  /** By start, then by place in the record; `id` is the index. */
  spans: TimelineSpan[];
  marks: TimelineMark[];
  /** More than a second in which nothing begins, ends or is waited for, or in which there is but one wait. */
  gaps: TimelineGap[];
  links: TimelineLink[];
  /** What was left out of the picture since it is normal, each kind with its count. */
  folded: { what: string; count: number }[];
}

export const laneKinds = ["go", "host", "process", "cache", "lock"] as const;

export type LaneKind = (typeof laneKinds)[number];

export interface TimelineLane {
  /** The index in `lanes`. */
  id: number;
  kind: LaneKind;
  /** `go mod download`, `proxy.golang.org`, `git (4711)`, `module cache`, `locks`. */
  label: string;
  /** Of a host, where the record shows it. */
  role: Role | null;
  host: string | null;
  /** Of a process. */
  pid: number | null;
  /** How many rows the spans of this lane need, so that none covers another: `track` is less than this. */
  tracks: number;
}

export const spanKinds = [
  /** The go command itself, start to end. */
  "command",
  /** A program that it ran: git, ssh, a compiler, a toolchain. */
  "process",
  /** One question to one name server. */
  "dns",
  /** TCP connect. */
  "connect",
  /** CONNECT to a forward proxy. */
  "tunnel",
  "tls",
  /** One HTTP request, from being sent to the end of its answer; in clear text, or as go's log tells it. */
  "request",
  /** Bytes are awaited on a connection whose requests are encrypted or not told apart. */
  "response",
  /** Bytes arrive. */
  "transfer",
  /** A wait for flock(2). */
  "lock",
  /** Read from, or written to, the module cache. */
  "cache",
  /** Any other call that did not return. */
  "wait",
] as const;

export type SpanKind = (typeof spanKinds)[number];

export const spanOutcomes = ["ok", "failed", "abandoned", "open", "unknown"] as const;

/** `abandoned`: given up without an error, for example a race that another address won. `open`: not ended on record. */
export type SpanOutcome = (typeof spanOutcomes)[number];

export interface TimelineSpan {
  /** The index in `spans`. */
  id: number;
  lane: number;
  track: number;
  /** The span that this one is part of: a request's connection, a program's parent. */
  parent: number | null;
  kind: SpanKind;
  /** Null where it belongs to no one stage: the command itself, a compiler. */
  stage: Stage | null;
  /** Short, for a bar: `GET …/@v/v1.2.3.mod`, `A proxy.golang.org`, `git fetch`. */
  label: string;
  /** What came of it, in a few words: `200 OK`, `NXDOMAIN`, `ECONNREFUSED`, `exit status 128`; null where nothing is on record. */
  result: string | null;
  role: Role | null;
  host: string | null;
  /** Module path, without its version. */
  module: string | null;
  version: string | null;
  /** Null without timestamps, and for what only a log tells that has none. */
  startMs: number | null;
  /** Null without timestamps, and where the end is not on record (`outcome` is `open`): draw it to the picture's end. */
  endMs: number | null;
  /** Rank among all spans and marks by the place in the record: what to sort by where there is no clock. */
  order: number;
  outcome: SpanOutcome;
  /** The diagnosis rests on it: the picture makes it stand out. */
  failing: boolean;
  attributes: SpanAttributes;
  evidence: TimelineEvidence[];
}

/** What is known of a span beyond its words, by the field's own names; absent where it does not apply or is not known. */
export interface SpanAttributes {
  pid?: number;
  argv?: string[];
  cwd?: string;
  exitStatus?: number;
  signal?: string;
  /** `ip:port` of the peer, of the name server for DNS. */
  peer?: string;
  /** `udp` or `tcp`. */
  transport?: "udp" | "tcp";
  /** DNS question and answer. */
  questionName?: string;
  questionType?: string;
  responseCode?: string;
  addresses?: string[];
  errno?: string;
  /** TLS server name, and the alert if there was one. */
  serverName?: string;
  alert?: string;
  method?: string;
  url?: string;
  status?: number;
  statusText?: string;
  contentType?: string;
  /** Milliseconds that go itself printed for the request (`-x`). */
  printedMs?: number;
  bytesSent?: number;
  bytesReceived?: number;
  path?: string;
  /** Who held the lock: its command line. */
  holder?: string[];
  /** The GOPROXY element that was asked. */
  via?: string;
  error?: string;
}

/** A line of the record that a span or mark rests on. */
export interface TimelineEvidence {
  origin: Origin;
  /** `trace.log:2210`, as an editor opens it. */
  at: string;
  /** The line, or what of it is shown; empty where it cannot be read again. */
  quote: string;
}

export const markKinds = ["message", "signal", "error", "end-of-record"] as const;

export type MarkKind = (typeof markKinds)[number];

/** A moment: a message of go, a signal, the error that ended a connection. */
export interface TimelineMark {
  lane: number;
  kind: MarkKind;
  stage: Stage | null;
  module: string | null;
  /** One line. */
  label: string;
  atMs: number | null;
  order: number;
  /** `failed` for what the command gave up on. */
  outcome: SpanOutcome;
  failing: boolean;
  evidence: TimelineEvidence[];
}

export interface TimelineGap {
  startMs: number;
  endMs: number;
  /** What it was, where the record tells: `waiting for proxy.golang.org to answer`, `nothing on record: go was computing or strace missed it`. */
  label: string;
}

export const linkKinds = [
  "dns-connect",
  "connect-tls",
  "tls-request",
  "fork-exec",
  "redirect",
  "retry",
] as const;

export type LinkKind = (typeof linkKinds)[number];

/** What led to what: from a span's end to another's start. */
export interface TimelineLink {
  kind: LinkKind;
  from: number;
  to: number;
}
