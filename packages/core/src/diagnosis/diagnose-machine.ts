import type { Check, CheckStatus, DoctorReport } from "../model/doctor-report.ts";
import type { Examination, Measurement, Question } from "../model/examination.ts";
import type { Finding, Severity, StageReport } from "../model/report.ts";
import type { Failure, Run } from "../model/run.ts";
import { gotraceVersion } from "../model/version.ts";
import { stages, type Outcome, type Stage } from "../model/vocabulary.ts";
import { unsaidNotes } from "../notes/notes.ts";
import { findingOf } from "./finding.ts";
import { judge } from "./judge.ts";
import { measuredFailure, measuredRun, onAccountOf } from "./measured-run.ts";
import { recommend } from "./recommend.ts";
import { walkRoute, type Walk } from "./measured-route.ts";

/** Something that was measured, and the failure in it. */
interface Suspect {
  at: Measurement;
  failure: Failure | null;
  severity: Severity;
}

/** Judges what was measured by the rules that judge a run, so that both name the same cause for the same trouble. */
export function diagnoseMachine(examination: Examination): DoctorReport {
  const run = measuredRun(examination);
  const { measurements, questions } = examination;
  const walks = questions.map((question) => walkRoute(question, measurements));
  const suspects = suspectsOf(examination, walks);
  const decisive = suspects[0] ?? null;
  const diagnosis =
    suspects
      .filter(({ severity }) => severity === decisive?.severity)
      .map((suspect) => findingFor(suspect, run, measurements, walks))
      .find((finding) => finding !== null) ?? null;
  const causes = causesOf(measurements, run);
  const others = warnings(examination, run, walks, diagnosis, decisive);
  const findings = [...(diagnosis ? [diagnosis] : []), ...others];
  return {
    schemaVersion: 1,
    gotrace: gotraceVersion,
    goVersion: examination.goVersion,
    cwd: examination.cwd,
    outcome: outcomeOf(decisive, examination),
    diagnosis,
    findings,
    pipeline: pipelineOf(measurements, diagnosis),
    modules: walks.map(({ question, servedBy }) => ({
      path: question.module,
      version: question.version,
      servedBy,
    })),
    checks: measurements.map((each, index) => ({
      ...checkOf(each, index, statusOf(each, walks, examination)),
      cause: causes.get(each) ?? null,
    })),
    notes: unsaidNotes(examination.notes, findings),
    recommendations: recommend(findings, examination.notes, examination.settings),
    limits: [...examination.limits],
  };
}

/** What keeps go from its modules: this machine's own troubles first, then the way, then the database, then what is slow. */
function suspectsOf({ measurements, questions }: Examination, walks: readonly Walk[]): Suspect[] {
  const local = measurements.filter(
    ({ role, answer, stage }) => (role === "local" || stage === "toolchain") && answer === "bad",
  );
  const ways = walks.flatMap(({ failure, question }) =>
    failure === null ? [] : [suspectOf(failure, question)],
  );
  const lookedUp = questions.filter(
    ({ database, inGoSum, sample }) => database !== null && !inGoSum && !sample,
  );
  const database = measurements.filter(
    ({ role, answer, error }) =>
      role === "checksum-database" && answer === "bad" && error?.kind !== "slow" && lookedUp.length > 0,
  );
  return [
    ...local
      .filter(({ error }) => error?.kind !== "slow")
      .toSorted(byStage)
      .map((at) => suspectOf(at)),
    ...ways,
    ...database.map((at) => suspectOf(at, lookedUp[0])),
    ...slowOnes(measurements, walks),
  ];
}

function suspectOf(at: Measurement, question?: Question, severity: Severity = "failure"): Suspect {
  return { at, failure: measuredFailure(onAccountOf(at, question)), severity };
}

function byStage(a: Measurement, b: Measurement): number {
  return stages.indexOf(a.stage) - stages.indexOf(b.stage);
}

// What a dead element before "|" costs with every file: Go's dial timer. net/http, DefaultTransport.
const dialTimeoutMs = 30_000;
const silences: ReadonlySet<string> = new Set([
  "connect-timeout",
  "connect-kernel-timeout",
  "dns-timeout",
  "tls-handshake-timeout",
]);

function slowOnes(measurements: readonly Measurement[], walks: readonly Walk[]): Suspect[] {
  const dead = walks.flatMap(({ recovered, question }) =>
    recovered.flatMap((at): Suspect[] => {
      if (at.error?.kind !== "network" || !silences.has(at.error.reason)) return [];
      const error = {
        kind: "slow",
        on: "dead-proxy-entry",
        waitedMs: dialTimeoutMs,
        totalMs: dialTimeoutMs,
      } as const;
      const failure = measuredFailure({ ...onAccountOf(at, question), error });
      return [{ at, failure, severity: "slow" }];
    }),
  );
  const slow = measurements.filter(({ answer, error }) => answer === "bad" && error?.kind === "slow");
  return [...dead, ...slow.map((at) => suspectOf(at, walks[0]?.question, "slow"))];
}

function findingFor(
  { at, failure, severity }: Suspect,
  run: Run,
  measurements: readonly Measurement[],
  walks: readonly Walk[],
): Finding | null {
  const judgement = failure && judge(failure, metBy(at, run));
  if (!judgement) return null;
  const number = measurements.indexOf(at) + 1;
  const walk = walks.find(({ question }) => question.module === judgement.failure.module);
  const finding = findingOf(judgement, run, severity);
  return {
    ...finding,
    // It was measured just now: nothing lies between the fact and its reader.
    confidence: judgement.match.confidence ?? "certain",
    evidence: [
      {
        origin: { input: 0, line: number, offset: 0 },
        at: `check ${number}`,
        quote: at.measured,
        shows: `${at.link}: ${at.name}`,
      },
    ],
    chain: at.role === "module-proxy" || at.role === "direct" ? [...(walk?.steps ?? [])] : [],
    ruledOut: finding.ruledOut.map(({ text }) => ({ text, at: null })),
  };
}

/** What lies on this machine nobody has served just now, whoever was asked for the same. */
function metBy({ role }: Measurement, run: Run): Run {
  return role === "local" ? { ...run, attempts: [], connections: [] } : run;
}

/** The other troubles, each cause at each host once. */
function warnings(
  { measurements }: Examination,
  run: Run,
  walks: readonly Walk[],
  diagnosis: Finding | null,
  decisive: Suspect | null,
): Finding[] {
  const passed = new Set(walks.flatMap((walk) => walk.passed));
  const seen = new Set(diagnosis ? [keyOf(diagnosis)] : []);
  return measurements
    .filter((each) => each.answer === "bad" || each.answer === "suspicious")
    .filter((each) => !passed.has(each) && each !== decisive?.at)
    .flatMap((at) => {
      const severity = "warning" as const;
      return findingFor({ at, failure: measuredFailure(at), severity }, run, measurements, walks) ?? [];
    })
    .filter((finding) => {
      const key = keyOf(finding);
      return !seen.has(key) && seen.add(key);
    });
}

/** Once is enough, on whosever account: a toolchain and a module may come by the same broken link. */
function keyOf({ cause, host }: Finding): string {
  return `${cause} ${host ?? ""}`;
}

function causesOf(measurements: readonly Measurement[], run: Run): Map<Measurement, Finding["cause"]> {
  const causes = new Map<Measurement, Finding["cause"]>();
  for (const each of measurements) {
    const failure = each.answer === "good" || each.answer === "not-asked" ? null : measuredFailure(each);
    const judgement = failure && judge(failure, metBy(each, run));
    if (judgement) causes.set(each, judgement.rule.cause);
  }
  return causes;
}

// Somebody has taken the question and says nothing: go would wait on, longer than was waited here.
const endless: ReadonlySet<string> = new Set(["no-response", "lock-wait", "tool-silent", "transfer-stalled"]);

function outcomeOf(decisive: Suspect | null, examination: Examination): Outcome {
  if (decisive?.severity === "slow") return "slow";
  if (decisive) return endless.has(decisive.failure?.error.kind ?? "") ? "stuck" : "failed";
  return isTold(examination) ? "ok" : "unknown";
}

/** Nothing wrong among what was asked is good news only where something was. */
function isTold({ measurements, goVersion, questions, interrupted }: Examination): boolean {
  if (interrupted) return false;
  const answered = measurements.some(({ answer, role }) => answer === "good" && role !== "local");
  return questions.length === 0 ? goVersion !== null : answered;
}

function statusOf(measurement: Measurement, walks: readonly Walk[], { questions }: Examination): CheckStatus {
  switch (measurement.answer) {
    case "good":
      return "ok";
    case "not-asked":
      return "not-asked";
    case "suspicious":
      return "warning";
    case "bad":
      if (walks.some(({ passed }) => passed.includes(measurement))) return "ok";
      if (isOvercome(measurement, walks)) return "warning";
      return measurement.role === "checksum-database" && questions.every(({ inGoSum }) => inGoSum)
        ? "warning"
        : "failed";
  }
}

function isOvercome(measurement: Measurement, walks: readonly Walk[]): boolean {
  if (measurement.error?.kind === "slow") return true;
  if (measurement.role === "local" || measurement.role === "checksum-database") return false;
  return walks.every(({ failure }) => failure === null);
}

function checkOf(measurement: Measurement, index: number, status: CheckStatus): Omit<Check, "cause"> {
  const { link, name, stage, role, host, module, version, measured, details, tookMs } = measurement;
  return {
    number: index + 1,
    link,
    name,
    stage,
    role,
    host,
    module,
    version,
    status,
    measured,
    details: [...details],
    durationMs: tookMs,
  };
}

function pipelineOf(measurements: readonly Measurement[], diagnosis: Finding | null): StageReport[] {
  return stages.map((stage) => {
    const asked = measurements.filter((each) => each.stage === stage && each.answer !== "not-asked");
    const times = asked.flatMap(({ tookMs }) => (tookMs === null ? [] : [tookMs]));
    return {
      stage,
      status: stageStatus(stage, asked, diagnosis),
      startMs: null,
      durationMs: times.length === 0 ? null : Math.max(...times),
      detail: null,
    };
  });
}

function stageStatus(
  stage: Stage,
  asked: readonly Measurement[],
  diagnosis: Finding | null,
): StageReport["status"] {
  if (diagnosis?.stage === stage) return diagnosis.severity === "slow" ? "slow" : "failed";
  return asked.some(({ answer }) => answer !== "bad") ? "ok" : "not-seen";
}
