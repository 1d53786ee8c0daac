import type { Moment, Setting } from "../model/facts.ts";
import type { GoError } from "../model/go-error.ts";
import type { Examination, Measurement } from "../model/examination.ts";
import type { KnownSetting } from "../model/setting.ts";
import type { Attempt, Failure, Run, TraceError } from "../model/run.ts";
import { attemptFor } from "../pipeline/attempts.ts";
import { blankFailure } from "../pipeline/blank-failure.ts";
import { readFetchUrl } from "../pipeline/fetch-url.ts";

// The rules judge runs. What was measured on a machine is put before them as the run that would have met it.

/** A measurement has no place in a record; the report names the check instead. */
export const nowhere: Moment = { at: { input: 0, line: 0, offset: 0 }, time: null };

/** The `go mod download` that would have met all of this. */
export function measuredRun(examination: Examination): Run {
  const { goVersion, cwd, settings, environment, measurements } = examination;
  const argv = ["go", "mod", "download"];
  return {
    program: {
      pid: 0,
      parent: null,
      path: null,
      argv,
      earlier: [],
      environment,
      cutVariables: [],
      cwd,
      started: nowhere,
      ended: null,
      exitStatus: null,
      signal: null,
    },
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
    tools: [],
    settings: settings.statements.flatMap(settingIn),
    envFiles: [],
    attempts: measurements.flatMap(attemptsIn),
    traced: true,
    partial: new Set(),
    networkTraced: true,
  };
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
