import type { Input, InputMember } from "../input/open-input.ts";
import { textChunks } from "../input/text-chunks.ts";
import type { Origin } from "../model/origin.ts";
import type { Evidence, Finding, RunReport, Step } from "../model/report.ts";

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
    const lines = wanted.get(origin.input) ?? new Set();
    wanted.set(origin.input, lines.add(origin.line));
  }
  const lines = new Map<string, string>();
  for (const member of members) {
    const numbers = wanted.get(member.index);
    if (numbers && member.source.rereadable) await readLines(member, numbers, lines);
  }
  const place = placeNames(inputs);
  return runs.map((run) => namePlaces(run, place, (origin) => lines.get(keyOf(origin)) ?? ""));
}

function* evidenceOf(runs: readonly RunReport[]): Generator<Evidence> {
  for (const run of runs) for (const finding of run.findings) yield* finding.evidence;
}

function keyOf(origin: Pick<Origin, "input" | "line">): string {
  return `${origin.input}:${origin.line}`;
}

async function readLines(
  member: InputMember,
  wanted: ReadonlySet<number>,
  lines: Map<string, string>,
): Promise<void> {
  const last = Math.max(...wanted);
  let line = 0;
  for await (const { text } of textChunks(member.source.read())) {
    let start = 0;
    while (start < text.length) {
      const newline = text.indexOf("\n", start);
      const end = newline < 0 ? text.length : newline;
      line += 1;
      if (wanted.has(line))
        lines.set(
          keyOf({ input: member.index, line }),
          text.slice(start, Math.min(end, start + longestQuote)),
        );
      if (line >= last) return;
      start = end + 1;
    }
  }
}

/** `0:17`, as the floors below write places, to `trace.log:17`. */
export function placeNames(inputs: readonly Input[]): (text: string) => string {
  const members = inputs.flatMap((input) => input.members);
  const names = new Map(members.map(({ index, path }) => [String(index), path]));
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
  const step = ({ text, at }: Step): Step => ({ text, at: at === null ? null : place(at) });
  const finding = (each: Finding): Finding => ({
    ...each,
    evidence: each.evidence.map((evidence) => ({
      ...evidence,
      at: place(keyOf(evidence.origin)),
      quote: evidence.quote === "" ? lineAt(evidence.origin) : evidence.quote,
    })),
    chain: each.chain.map(step),
    ruledOut: each.ruledOut.map(step),
  });
  const findings = run.findings.map(finding);
  return {
    ...run,
    findings,
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
