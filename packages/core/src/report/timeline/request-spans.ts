import type { Attempt, Run } from "../../model/run.ts";
import type { SpanAttributes, SpanOutcome } from "../../model/timeline.ts";
import { attemptFailed } from "../../pipeline/attempts.ts";
import { errorText } from "../../pipeline/error-text.ts";
import { blankSpan, known, type Draft, type DraftLink, type DraftSpan } from "./draft.ts";
import type { Hosts } from "./hosts.ts";

/** What go asked hosts for: requests as its log or clear text shows them, and tools that only the log shows. */
export function requestSpans(run: Run, hosts: Hosts, network: readonly DraftSpan[]): Draft {
  const ready = readyByHost(network);
  const last = new Map<string, DraftSpan>();
  const spans: DraftSpan[] = [];
  const links: DraftLink[] = [];
  for (const attempt of run.attempts) {
    if (attempt.endpoint === "vcs") {
      if (run.tools.length === 0) spans.push(toolSpan(attempt));
      continue;
    }
    const span = requestSpan(attempt, run, hosts);
    spans.push(span);
    const source = ready.get(attempt.host)?.findLast((one) => isBefore(one, span));
    if (source) links.push({ kind: "tls-request", from: source, to: span });
    const earlier = last.get(attempt.what);
    if (earlier?.outcome === "failed") links.push({ kind: "retry", from: earlier, to: span });
    last.set(attempt.what, span);
  }
  return { spans, links };
}

/** What a request can go over: handshakes that went well, or connections without one. */
function readyByHost(network: readonly DraftSpan[]): Map<string, DraftSpan[]> {
  const secured = new Set(network.flatMap(({ kind, parent }) => (kind === "tls" && parent ? [parent] : [])));
  const carriers = network.filter(
    (span) =>
      span.outcome === "ok" && (span.kind === "tls" || (span.kind === "connect" && !secured.has(span))),
  );
  return Map.groupBy(carriers, ({ host }) => host ?? "");
}

/** Go logs a request before it dials: what the request went over was there before its answer. */
function isBefore(carrier: DraftSpan, request: DraftSpan): boolean {
  const limit = (request.to ?? request.from).time;
  return limit !== null && carrier.to?.time != null && carrier.to.time <= limit;
}

function requestSpan(attempt: Attempt, run: Run, hosts: Hosts): DraftSpan {
  const { host, role, module, version, started, ended, status, statusText, seconds, what, via } = attempt;
  const pid = run.program?.pid ?? 0;
  return {
    ...blankSpan,
    lane: hosts.laneOf(host === "" ? via : host, pid),
    kind: "request",
    stage: role === "checksum-database" ? "sumdb" : attempt.endpoint === "go-get" ? "discovery" : "http",
    label: `GET ${pathOf(what)}`,
    result: resultOf(attempt),
    role,
    host: host === "" ? null : host,
    module,
    version,
    from: started,
    to: ended,
    outcome: outcomeOf(attempt, run),
    attributes: known<SpanAttributes>({
      method: "GET",
      url: what,
      status,
      statusText,
      printedMs: seconds === null ? null : seconds * 1000,
      via,
      error: attempt.error === null ? null : errorText(attempt.error),
    }),
    origins: [started.at, ...(ended === null || ended.at === started.at ? [] : [ended.at])],
  };
}

function resultOf({ status, statusText, error }: Attempt): string | null {
  if (status !== null) return `${status} ${statusText ?? ""}`.trim();
  return error === null ? null : errorText(error);
}

function outcomeOf(attempt: Attempt, run: Run): SpanOutcome {
  if (attemptFailed(attempt)) return "failed";
  if (attempt.ended !== null) return "ok";
  return run.ending.kind === "unknown" ? "unknown" : "open";
}

function toolSpan(attempt: Attempt): DraftSpan {
  const { what, module, started, ended, seconds } = attempt;
  const tool = what.split(" ")[0] ?? what;
  return {
    ...blankSpan,
    lane: { kind: "process", label: tool, role: "direct", host: null, pid: null },
    kind: "process",
    stage: "vcs",
    label: what,
    result: attempt.error === null ? null : errorText(attempt.error),
    role: "direct",
    host: attempt.host === "" ? null : attempt.host,
    module,
    from: started,
    to: ended,
    outcome: attemptFailed(attempt) ? "failed" : ended === null ? "unknown" : "ok",
    attributes: known<SpanAttributes>({
      argv: what.split(" "),
      printedMs: seconds === null ? null : seconds * 1000,
    }),
    origins: [started.at, ...(ended === null ? [] : [ended.at])],
  };
}

/** The part of a URL behind its host; the whole of it where it is no URL. */
function pathOf(url: string): string {
  return /^[a-z+]+:\/\/[^/]*(\/.*)$/i.exec(url)?.[1] ?? url;
}
