import type { Setting } from "../model/facts.ts";
import type { Run } from "../model/run.ts";
import { matchPrefixPatterns } from "./module-path.ts";

// A process's environment goes before the user's go env file. cmd/go/internal/cfg, EnvOrAndChanged.
const precedence: Readonly<Record<Setting["source"], number>> = {
  "command-line": 0,
  environment: 1,
  log: 2,
  "go-env-file": 3,
};

/** The value of a setting as this run had it, or null where the record does not show it. */
export function settingOf(run: Run, name: string): Setting | null {
  const known = run.settings.filter((setting) => setting.name === name);
  known.sort((a, b) => precedence[a.source] - precedence[b.source]);
  // An empty value in the environment means the default, as if it were not set. go help environment.
  return known.find((setting) => setting.value !== "") ?? null;
}

/**
 * Whether GONOPROXY, or GOPRIVATE as its default, covers a module.
 *
 * @returns null where the record shows neither setting
 */
export function coveredByGonoproxy(run: Run, module: string): boolean | null {
  return covered(run, "GONOPROXY", module);
}

/** The same for the checksum database: GONOSUMDB, or GOPRIVATE as its default. */
export function coveredByGonosumdb(run: Run, module: string): boolean | null {
  return covered(run, "GONOSUMDB", module);
}

function covered(run: Run, name: string, module: string): boolean | null {
  const setting = settingOf(run, name) ?? settingOf(run, "GOPRIVATE");
  if (setting !== null) return matchPrefixPatterns(setting.value, module);
  // Where the whole environment is on record, what is not in it is not set there.
  return run.program?.environment && !readsEnvFile(run) ? false : null;
}

function readsEnvFile(run: Run): boolean {
  return run.settings.some((setting) => setting.source === "go-env-file");
}
