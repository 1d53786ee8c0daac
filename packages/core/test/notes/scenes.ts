// Small scenes for the notes: settings as they would be on record, and machines with one thing on them.
import type { MachineState } from "../../src/model/machine.ts";
import type { KnownSetting, SettingsView, SettingSource } from "../../src/model/setting.ts";
import type { Scene } from "../../src/notes/note-rule.ts";

type Values = Readonly<Record<string, string>>;

/** A scene in which everything is on record: these variables, these lines of the go env file, and nothing else. */
export function scene(
  environment: Values = {},
  fields: Partial<SettingsView> & Partial<Omit<Scene, "settings">> = {},
): Scene {
  const { run = null, machine: host = null, diagnosis = null, statements = [], ...view } = fields;
  const settings: SettingsView = {
    statements: [...statementsOf(environment, "environment"), ...statements],
    environmentWhole: true,
    unknownValues: new Set(),
    userFileWhole: true,
    gorootFileWhole: true,
    goEnvWhole: false,
    ignoredLines: [],
    goVersion: "go1.22.12",
    ...view,
  };
  return { settings, run, machine: host, diagnosis };
}

/** The same where the record shows these settings alone. */
export function glimpse(environment: Values): Scene {
  return scene(environment, { environmentWhole: false, userFileWhole: false, gorootFileWhole: false });
}

export function statementsOf(
  values: Values,
  source: SettingSource,
  file: string | null = null,
): KnownSetting[] {
  return Object.entries(values).map(([name, value]) => ({ name, value, source, origin: null, file }));
}

/** What `go env -w` has written. */
export function written(values: Values): { statements: KnownSetting[] } {
  return { statements: statementsOf(values, "go-env-file", "/home/dev/.config/go/env") };
}

/** A machine of which nothing is remarkable. */
export function machine(fields: Partial<MachineState> = {}): MachineState {
  return {
    takenAt: "2026-01-01T00:00:00.000Z",
    system: { os: "linux", kernel: "6.1.0", arch: "x64", distribution: null, container: null },
    versions: { go: "go1.22.12", git: "2.39.5", strace: "6.1", ssh: null },
    goEnv: null,
    goEnvError: null,
    goEnvFile: null,
    gorootEnvFile: null,
    environment: {},
    resolver: { resolvConf: null, nsswitchHosts: null, hosts: null },
    forwardProxies: { apt: [], profile: [] },
    netrc: null,
    gitConfig: [],
    openFiles: null,
    disks: [],
    clock: { epochMs: 0, timeZone: "UTC", uptimeSeconds: 1, synchronized: null },
    project: project(),
    ...fields,
  };
}

export function project(
  goMod: string | null = null,
  fields: Partial<MachineState["project"]> = {},
): MachineState["project"] {
  return {
    cwd: "/home/dev/app",
    goMod: goMod === null ? null : { path: "/home/dev/app/go.mod", text: goMod, cut: false },
    goWork: null,
    goSum: null,
    goWorkSum: null,
    vendor: false,
    ...fields,
  };
}
