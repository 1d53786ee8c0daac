import type { Failure, Run } from "../model/run.ts";
import { moduleOfCachePath } from "./cache-path.ts";

/**
 * Gives a failure that no text puts a module to the one whose files go missed in its cache before, if it was one: that is
 * what go was about to fetch. Of several, the record does not tell which.
 */
export function withWantedModule(failure: Failure, run: Run): Failure {
  if (failure.module !== null || failure.message !== null) return failure;
  if (failure.lock !== null) return { ...failure, ...moduleOfPath(failure.lock.path) };
  if (failure.role === "local") return failure;
  return { ...failure, ...missedModule(run, failure.time) };
}

interface ModuleName {
  module: string | null;
  version: string | null;
}

function moduleOfPath(path: string): ModuleName {
  const entry = moduleOfCachePath(path);
  return { module: entry?.module ?? null, version: entry?.version ?? null };
}

function missedModule(run: Run, before: number | null): ModuleName {
  const missed = new Map<string, string | null>();
  for (const file of run.files) {
    if (
      file.errno !== "ENOENT" ||
      file.write ||
      (before !== null && file.time !== null && file.time > before)
    )
      continue;
    const entry = moduleOfCachePath(file.path);
    if (entry?.module && ["info", "mod", "zip"].includes(entry.file)) missed.set(entry.module, entry.version);
  }
  const [only, ...others] = missed;
  if (!only || others.length > 0) return { module: null, version: null };
  return { module: only[0], version: only[1] };
}
