import type { Moment } from "../model/facts.ts";
import type { StageReport } from "../model/report.ts";
import type { Run } from "../model/run.ts";
import { millisBetween, type Micros } from "../model/time.ts";
import { stages, type Stage, type StageStatus } from "../model/vocabulary.ts";
import { moduleOfCachePath } from "./cache-path.ts";

/** That a run went through a stage: its parts in time, and what there is to say of them. */
interface Passage {
  spans: { start: Moment; end: Moment | null }[];
  detail: string | null;
}

/** The stage that ended the run, or took its time, and how. */
export interface Verdict {
  stage: Stage;
  status: "failed" | "slow";
}

/** Every run reads its settings and its go.mod; that nothing is said of them means that they were in order. */
const alwaysPassed: ReadonlySet<Stage> = new Set(["config", "modfile"]);

/** The pipeline as this run went through it, a row a stage. */
export function stageRows(run: Run, verdict: Verdict | null): StageReport[] {
  const passages = showsGo(run) ? passagesOf(run) : new Map<Stage, Passage>();
  const reached = Math.max(
    -1,
    ...[...passages.keys(), ...(verdict ? [verdict.stage] : [])].map((s) => stages.indexOf(s)),
  );
  return stages.map((stage, i) => {
    const passage = passages.get(stage) ?? null;
    const status = verdict?.stage === stage ? verdict.status : statusOf(stage, passage, i < reached, run);
    return { stage, status, ...spanOf(passage, run), detail: passage?.detail ?? null };
  });
}

function statusOf(stage: Stage, passage: Passage | null, before: boolean, run: Run): StageStatus {
  if (passage) return "ok";
  if (before && alwaysPassed.has(stage) && showsGo(run)) return "ok";
  return before && run.traced && run.networkTraced ? "skipped" : "not-seen";
}

/** What other programs did is no stage of go's. */
function showsGo({ program, argv, attempts, messages }: Run): boolean {
  const spoke = messages.some(({ message }) => !nobodys.has(message.body.kind));
  return program !== null || argv !== null || attempts.length > 0 || spoke;
}

/** Texts that any program, a shell or strace may have written. */
const nobodys: ReadonlySet<string> = new Set(["other", "noise", "tracer", "exit-status", "signal", "crash"]);

function spanOf(passage: Passage | null, run: Run): { startMs: number | null; durationMs: number | null } {
  const first = passage?.spans[0];
  if (!passage || !first) return { startMs: null, durationMs: null };
  const starts = passage.spans.map(({ start }) => start.time).filter((time) => time !== null);
  const startMs = starts.length === 0 ? null : millisBetween(run.started?.time ?? null, least(starts));
  return { startMs, durationMs: unionMs(passage.spans) };
}

function least(times: readonly Micros[]): Micros {
  return times.reduce((a, b) => (b < a ? b : a));
}

function unionMs(spans: Passage["spans"]): number | null {
  let total = 0;
  let reached = -Infinity;
  const known = spans.filter(({ start, end }) => start.time !== null && end?.time != null);
  if (known.length === 0) return null;
  for (const { start, end } of known.toSorted((a, b) => (a.start.time ?? 0) - (b.start.time ?? 0))) {
    const from = Math.max(start.time ?? 0, reached);
    const to = end?.time ?? 0;
    if (to > from) total += to - from;
    reached = Math.max(reached, to);
  }
  return total / 1000;
}

function passagesOf(run: Run): Map<Stage, Passage> {
  const passages = new Map<Stage, Passage>();
  const pass = (stage: Stage, spans: Passage["spans"], detail: string | null = null): void => {
    if (spans.length > 0) passages.set(stage, { spans, detail });
  };
  pass("cache", run.files.filter(isLookup).map(asSpan), cacheDetail(run));
  pass(
    "lock",
    run.locks.map(({ asked, granted }) => ({ start: asked, end: granted })),
  );
  passNetwork(run, pass);
  const direct = run.attempts.filter((attempt) => attempt.endpoint === "go-get");
  pass(
    "discovery",
    direct.map(({ started, ended }) => ({ start: started, end: ended })),
  );
  pass(
    "vcs",
    run.tools.map(({ program }) => ({ start: program.started, end: program.ended })),
    toolDetail(run),
  );
  const sumdb = run.attempts.filter((attempt) => attempt.role === "checksum-database");
  pass(
    "sumdb",
    sumdb.map(({ started, ended }) => ({ start: started, end: ended })),
  );
  pass("store", run.files.filter(isStore).map(asSpan));
  return passages;
}

type Pass = (stage: Stage, spans: Passage["spans"], detail?: string | null) => void;

function passNetwork(run: Run, pass: Pass): void {
  const answered = run.dnsQueries.filter(({ answer }) => answer?.responseCode === "NOERROR");
  pass(
    "dns",
    answered.map(({ asked, answer }) => ({ start: asked, end: answer })),
  );
  const tunnels = run.connections.flatMap(({ tunnel, lastActivity }) =>
    tunnel?.status === 200 ? [{ start: tunnel, end: lastActivity }] : [],
  );
  pass("forward-proxy", tunnels);
  const connected = run.connections.flatMap(({ started, outcome }) =>
    outcome.kind === "connected" ? [{ start: started, end: outcome.moment }] : [],
  );
  pass("connect", connected);
  const handshakes = run.connections.flatMap(({ tls }) =>
    tls?.established ? [{ start: tls.clientHello, end: tls.established }] : [],
  );
  pass("tls", handshakes);
  const requests = run.attempts.filter((attempt) => attempt.status === 200);
  pass(
    "http",
    requests.map(({ started, ended }) => ({ start: started, end: ended })),
  );
}

function isLookup(file: Run["files"][number]): boolean {
  return !file.write && ["info", "mod", "zip"].includes(moduleOfCachePath(file.path)?.file ?? "");
}

function isStore(file: Run["files"][number]): boolean {
  return (
    file.write &&
    file.errno === null &&
    file.call.startsWith("rename") &&
    moduleOfCachePath(file.path) !== null
  );
}

function asSpan(moment: Moment): Passage["spans"][number] {
  return { start: moment, end: moment };
}

/** By file of a module version, what its first look-up found. */
function cacheDetail(run: Run): string {
  const first = new Map<string, boolean>();
  for (const file of run.files) {
    if (isLookup(file) && !first.has(file.path)) first.set(file.path, file.errno === null);
  }
  const hits = [...first.values()].filter(Boolean).length;
  return `${hits} hit ${first.size - hits} miss`;
}

function toolDetail(run: Run): string | null {
  const names = new Set(run.tools.map(({ name }) => name));
  return names.size === 0 ? null : [...names].join(", ");
}
