import type { AttemptReport, ModuleReport } from "../model/report.ts";
import type { Attempt, Run } from "../model/run.ts";
import { millisBetween } from "../model/time.ts";
import { attemptFailed } from "./attempts.ts";
import { moduleOfCachePath } from "./cache-path.ts";
import { errorText } from "./error-text.ts";

/** The modules that the run asked for or found in its cache, each with what was asked of whom. */
export function moduleRows(run: Run, at: (attempt: Attempt) => string): ModuleReport[] {
  const rows = new Map<string, ModuleReport>();
  for (const attempt of run.attempts)
    if (attempt.module !== null) noteAttempt(rowFor(rows, attempt.module), attempt, at);
  const arrived = arrivedModules(run);
  for (const file of run.files) {
    const entry = file.write || file.errno !== null ? null : moduleOfCachePath(file.path);
    if (!entry?.module || entry.file !== "mod") continue;
    noteCacheHit(rowFor(rows, entry.module), entry.version, arrived.has(entry.module));
  }
  return [...rows.values()];
}

/** Modules that the run wrote into the cache: that it reads them from there later says nothing of where they came from. */
function arrivedModules(run: Run): Set<string> {
  const written = run.files.filter((file) => file.write && file.errno === null);
  return new Set(
    written.flatMap(({ path }) => {
      const entry = moduleOfCachePath(path);
      return entry?.module && (entry.file === "mod" || entry.file === "zip") ? [entry.module] : [];
    }),
  );
}

function noteAttempt(row: ModuleReport, attempt: Attempt, at: (attempt: Attempt) => string): void {
  if (isVersion(attempt.version)) row.version ??= attempt.version;
  row.attempts.push(attemptReport(attempt, at(attempt)));
  if (attempt.role !== "checksum-database" && attempt.ended && !attemptFailed(attempt))
    row.servedBy = attempt.via;
}

function noteCacheHit(row: ModuleReport, version: string | null, arrived: boolean): void {
  row.version ??= version;
  if (row.attempts.length === 0 && !arrived) row.servedBy ??= "cache";
}

function rowFor(rows: Map<string, ModuleReport>, path: string): ModuleReport {
  const known = rows.get(path);
  if (known) return known;
  const row: ModuleReport = { path, version: null, servedBy: null, attempts: [] };
  rows.set(path, row);
  return row;
}

/** `latest`, a branch or a hash stands where a version does, but is none. */
function isVersion(text: string | null): boolean {
  return text !== null && /^v\d/.test(text);
}

function attemptReport(attempt: Attempt, at: string): AttemptReport {
  const measured = millisBetween(attempt.started.time, attempt.ended?.time ?? null);
  return {
    via: attempt.role === "checksum-database" ? "checksum-database" : attempt.via,
    endpoint: attempt.endpoint === "vcs" ? attempt.what : attempt.endpoint,
    status: attempt.status,
    error: failureText(attempt),
    durationMs: attempt.seconds === null ? measured : attempt.seconds * 1000,
    at,
  };
}

function failureText({ error, ended }: Attempt): string | null {
  if (error !== null) return errorText(error);
  return ended === null ? "no answer on record" : null;
}
