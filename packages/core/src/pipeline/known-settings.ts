import type { KnownMachine } from "../model/bundle.ts";
import type { Program, Setting } from "../model/facts.ts";

/** Variables of the environment that decide how go fetches modules, or where it keeps its files. */
const telling =
  /^GO[A-Z0-9_]+$|^go[a-z0-9]+$|_proxy$|_PROXY$|^(?:REQUEST_METHOD|HOME|XDG_CONFIG_HOME|SSL_CERT_(?:FILE|DIR))$/;

/** What is no setting: where this one module and its workspace are, and what go works out for the C compiler. */
const derived: ReadonlySet<string> = new Set(["GOMOD", "GOWORK", "GOGCCFLAGS", "GOVERSION", "GOTOOLDIR"]);

/** Settings in the environment (strace -v), and those that `env NAME=value go …` put there. */
export function settingsOf(program: Program): Setting[] {
  const settings: Setting[] = [];
  for (const { path, argv } of program.earlier) {
    if ((path ?? argv[0] ?? "").split("/").at(-1) !== "env") continue;
    for (const argument of argv.slice(1)) {
      const assignment = /^([A-Za-z_]\w*)=(.*)$/s.exec(argument);
      if (!assignment) break;
      const [, name = "", value = ""] = assignment;
      settings.push({ name, value, source: "command-line", at: program.started.at, file: null });
    }
  }
  for (const [name, value] of Object.entries(program.environment ?? {})) {
    if (telling.test(name))
      settings.push({ name, value, source: "environment", at: program.started.at, file: null });
  }
  return settings;
}

/**
 * Settings as gotrace record found them on the machine of the run.
 *
 * @param environment the run's own, where the trace shows it: what it does not have in common with gotrace's is not this run's
 */
export function machineSettings(
  machine: KnownMachine | null,
  environment: Readonly<Record<string, string>> | null,
): Setting[] {
  if (machine === null) return [];
  return [
    ...goEnvSettings(machine, environment),
    // Where the trace has the environment, it stands there.
    ...(environment === null ? environmentSettings(machine) : []),
    ...envFileSettings(machine),
  ];
}

function goEnvSettings(
  { state, placeOf }: KnownMachine,
  environment: Readonly<Record<string, string>> | null,
): Setting[] {
  const isOwn = (name: string): boolean =>
    environment === null || environment[name] === state.environment[name];
  return Object.entries(state.goEnv ?? {})
    .filter(([name]) => /^GO[A-Z0-9]+$/.test(name) && !derived.has(name) && isOwn(name))
    .map(([name, value]) => ({
      name,
      value,
      source: "go-env-output",
      at: placeOf(["goEnv", name]),
      file: null,
    }));
}

function environmentSettings({ state, placeOf }: KnownMachine): Setting[] {
  return Object.entries(state.environment)
    .filter(([name]) => telling.test(name))
    .map(([name, value]) => ({
      name,
      value,
      source: "environment",
      at: placeOf(["environment", name]),
      file: null,
    }));
}

function envFileSettings({ state, placeOf }: KnownMachine): Setting[] {
  if (state.goEnvFile === null) return [];
  const { path, lines } = state.goEnvFile;
  return lines.flatMap((line) => {
    const [, name, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return [];
    return [{ name, value, source: "go-env-file", at: placeOf(["goEnvFile"], line), file: path }];
  });
}
