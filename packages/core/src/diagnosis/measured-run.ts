import type { Moment, Program, Setting } from "../model/facts.ts";
import type { GoError } from "../model/go-error.ts";
import type { Examination, Measurement, Question } from "../model/examination.ts";
import type { KnownSetting } from "../model/setting.ts";
import type { Attempt, Failure, Run, Tool, TraceError } from "../model/run.ts";
import { attemptFor } from "../pipeline/attempts.ts";
import { blankFailure } from "../pipeline/blank-failure.ts";
import { readFetchUrl } from "../pipeline/fetch-url.ts";

// The rules judge runs. What was measured on a machine is put before them as the run that would have met it.

/** A measurement has no place in a record; the report names the check instead. */
export const nowhere: Moment = { at: { input: 0, line: 0, offset: 0 }, time: null };

const blankProgram: Program = {
  pid: 0,
  parent: null,
  path: null,
  argv: [],
  earlier: [],
  environment: {},
  cutVariables: [],
  cwd: null,
  started: nowhere,
  ended: null,
  exitStatus: null,
  signal: null,
};

/** The `go mod download` that would have met all of this. */
export function measuredRun(examination: Examination): Run {
  const { goVersion, cwd, settings, environment, measurements } = examination;
  const argv = ["go", "mod", "download"];
  return {
    program: { ...blankProgram, argv, environment, cwd },
    argv,
    cwd,
    goVersion,
    ending: { kind: "exited", status: 1 },
    started: null,
    ended: null,
    lastTime: null,
    messages: [],
    dnsQueries: measurements.flatMap(({ queries }) => queries),
    connections: measurements.flatMap(({ connections }) => connections),
    files: measurements.flatMap(({ files }) => files),
    locks: [],
    openCalls: [],
    startedPrograms: 1,
    programs: [],
    tools: measurements.flatMap(toolIn),
    settings: settings.statements.flatMap(settingIn),
    envFiles: [],
    attempts: measurements.flatMap(attemptsIn),
    traced: true,
    partial: new Set(),
    networkTraced: true,
    machine: null,
  };
}

/** Go names a repository to git, and git may go elsewhere. codehost/git.go, newGitRepo. */
function toolIn({ stage, url, module, answer }: Measurement): Tool[] {
  if (stage !== "vcs" || url === null || answer === "not-asked") return [];
  const argv = ["git", "remote", "add", "--", "origin", url];
  const program = { ...blankProgram, argv };
  return [{ program, name: "git", module }];
}

function settingIn({ name, value, source, file }: KnownSetting): Setting[] {
  return source === "default" ? [] : [{ name, value, source, file, at: nowhere.at }];
}

function attemptsIn({ url, status, role, module, version, error, answer, stage }: Measurement): Attempt[] {
  const target = url === null ? null : readFetchUrl(url);
  if (target === null || url === null || answer === "not-asked") return [];
  if (status === null && error === null && stage !== "vcs") return [];
  const attempt = attemptFor(target, url, nowhere);
  const endpoint = stage === "vcs" ? "vcs" : attempt.endpoint;
  const said = error !== null && isGoError(error) && status === null ? error : null;
  return [{ ...attempt, role, module, version, endpoint, ended: nowhere, status, error: said }];
}

// What only a trace shows has no text; go has words for everything else.
const wordless: ReadonlySet<TraceError["kind"]> = new Set([
  "tls-refused",
  "no-response",
  "lock-wait",
  "tool-silent",
  "connect-pending",
  "dns-pending",
  "transfer-stalled",
  "signal",
  "crash",
  "tracer",
  "slow",
]);

function isGoError(error: GoError | TraceError): error is GoError {
  return !(wordless as ReadonlySet<string>).has(error.kind);
}

/** What is wrong with a link concerns the module that was to come by it, and the toolchain where it is one. */
export function onAccountOf(at: Measurement, question: Question | undefined): Measurement {
  if (at.role === "local" || question === undefined || question.sample) return at;
  if (question.toolchain !== null) return onAccountOfToolchain(at, question, question.toolchain);
  return at.module === null ? { ...at, module: question.module, version: question.version } : at;
}

/** Whoever says that there is none: go prints that it is not to be had. */
function onAccountOfToolchain(at: Measurement, question: Question, name: string): Measurement {
  const role = at.role === "checksum-database" ? at.role : "toolchain";
  if (at.status !== 404 && at.status !== 410 && at.error?.kind !== "file-proxy") {
    return { ...at, role, module: question.module, version: question.version };
  }
  const error = { kind: "toolchain-not-available", toolchain: name, platform: null } as const;
  return { ...at, role, host: null, module: null, version: null, error, around: [] };
}

/** What a rule is asked about; null where a measurement found nothing wrong, or nothing that has a name. */
export function measuredFailure(measurement: Measurement): Failure | null {
  const { error, around, role, host, module, version, connections, queries, stage } = measurement;
  if (error === null) return null;
  return {
    ...blankFailure(error),
    around,
    role,
    host,
    module,
    version,
    url: measurement.url ?? baseOf(measurement.link),
    connection: connections[0] ?? null,
    query: queries[0] ?? null,
    during: stage,
  };
}

/** Most links are named by the URL that go asks below. */
function baseOf(link: string): string | null {
  return /^https?:/.test(link) ? link : null;
}
