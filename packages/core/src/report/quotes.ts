import { basename } from "node:path";
import type { Input } from "../input/open-input.ts";
import { readLinesAt } from "../input/read-lines-at.ts";
import type { Origin } from "../model/origin.ts";
import type { Finding, RunReport, Step } from "../model/report.ts";
import type { Timeline, TimelineEvidence } from "../model/timeline.ts";

/** Of a line longer than this, only the beginning is quoted. */
const longestQuote = 400;

/**
 * Gives every place in the reports its input's name, and every piece of evidence its line. Lines are not kept while a record
 * is read: those that the report wants are read again by their offsets. What can be read only once (standard input) is
 * quoted by what go printed, or not at all.
 */
export async function quoteEvidence(
  runs: readonly RunReport[],
  inputs: readonly Input[],
): Promise<RunReport[]> {
  const members = inputs.flatMap((input) => input.members);
  const wanted = new Map<number, Set<number>>();
  for (const { origin, quote } of evidenceOf(runs)) {
    if (quote !== "") continue;
    const offsets = wanted.get(origin.input) ?? new Set();
    wanted.set(origin.input, offsets.add(origin.offset));
  }
  const lines = new Map<number, ReadonlyMap<number, string>>();
  for (const { index, source } of members) {
    const offsets = wanted.get(index);
    if (offsets) lines.set(index, await readLinesAt(source, offsets, longestQuote));
  }
  const place = placeNames(inputs);
  return runs.map((run) =>
    namePlaces(run, place, ({ input, offset }) => lines.get(input)?.get(offset) ?? ""),
  );
}

/** A place in the record, and its line once that is read. */
type Quotable = TimelineEvidence;

function* evidenceOf(runs: readonly RunReport[]): Generator<Quotable> {
  for (const { findings, timeline } of runs) {
    for (const finding of findings) yield* finding.evidence;
    for (const item of [...(timeline?.spans ?? []), ...(timeline?.marks ?? [])]) yield* item.evidence;
  }
}

function keyOf(origin: Pick<Origin, "input" | "line">): string {
  return `${origin.input}:${origin.line}`;
}

/**
 * `0:17`, as the floors below write places, to `trace.log:17`: the input as the user named it, and those of a folder as they are
 * called there, if no other has the name.
 */
export function placeNames(inputs: readonly Input[]): (text: string) => string {
  const members = inputs.flatMap((input) =>
    input.members.map(({ index, path }) => ({ index, path, name: input.inFolder ? basename(path) : path })),
  );
  const times = Map.groupBy(members, ({ name }) => name);
  const names = new Map(
    members.map(({ index, path, name }) => [String(index), times.get(name)?.length === 1 ? name : path]),
  );
  return (text) => {
    const [input = "", line = ""] = text.split(":");
    return `${names.get(input) ?? input}:${line}`;
  };
}

function namePlaces(
  run: RunReport,
  place: (text: string) => string,
  lineAt: (origin: Origin) => string,
): RunReport {
  const quoted = <Item extends Quotable>(evidence: Item): Item => ({
    ...evidence,
    at: place(keyOf(evidence.origin)),
    quote: evidence.quote === "" ? lineAt(evidence.origin) : evidence.quote,
  });
  const step = ({ text, at }: Step): Step => ({ text, at: at === null ? null : place(at) });
  const finding = (each: Finding): Finding => ({
    ...each,
    evidence: each.evidence.map(quoted),
    chain: each.chain.map(step),
    ruledOut: each.ruledOut.map(step),
  });
  const findings = run.findings.map(finding);
  const timeline = run.timeline && quotedTimeline(run.timeline, quoted);
  return {
    ...run,
    ...(timeline && { timeline }),
    findings,
    notes: run.notes.map((note) => ({
      ...note,
      seen: note.seen.map((seen) =>
        seen.origin === null ? seen : { ...seen, at: place(keyOf(seen.origin)) },
      ),
    })),
    diagnosis: run.diagnosis === null ? null : (findings[0] ?? null),
    modules: run.modules.map((module) => ({
      ...module,
      attempts: module.attempts.map((attempt) => ({
        ...attempt,
        at: attempt.at === null ? null : place(attempt.at),
      })),
    })),
  };
}

function quotedTimeline(timeline: Timeline, quoted: (evidence: Quotable) => Quotable): Timeline {
  const withQuotes = <Item extends { evidence: Quotable[] }>(item: Item): Item => ({
    ...item,
    evidence: item.evidence.map(quoted),
  });
  return { ...timeline, spans: timeline.spans.map(withQuotes), marks: timeline.marks.map(withQuotes) };
}
