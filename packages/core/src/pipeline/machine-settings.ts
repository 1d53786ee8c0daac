import { isSettingInVain } from "../evidence/file-contents.ts";
import type { MachineState, TextFile } from "../model/machine.ts";
import type { KnownSetting, SettingsView } from "../model/setting.ts";
import { isWholeGoEnv } from "./settings.ts";

/** The settings that a go command on this machine works with. */
export function settingsOfMachine(machine: MachineState): SettingsView {
  const { environment, goEnv, goEnvFile, gorootEnvFile, versions } = machine;
  const printed = statements(goEnv ?? {}, "go-env-output", null);
  return {
    statements: [
      ...statements(environment, "environment", null),
      ...inFile(goEnvFile, "go-env-file"),
      ...inFile(gorootEnvFile, "goroot-env-file"),
      ...printed,
    ],
    environmentWhole: true,
    unknownValues: new Set(),
    userFileWhole: true,
    gorootFileWhole: true,
    goEnvWhole: isWholeGoEnv(printed),
    ignoredLines: [goEnvFile, gorootEnvFile].flatMap((file) =>
      (file?.lines ?? [])
        .filter((line) => isSettingInVain(line))
        .map((text) => ({ text, origin: null, file: file?.path ?? "" })),
    ),
    goVersion: versions.go,
  };
}

/** What the record shows of a run, and what the machine it was recorded on shows besides. */
export function mergedSettings(run: SettingsView, machine: SettingsView): SettingsView {
  const ofRun = run.statements.some(({ source }) => source === "environment");
  return {
    ...machine,
    statements: [
      ...run.statements.filter(({ source }) => source === "command-line" || source === "environment"),
      // Another process may have had another environment.
      ...machine.statements.filter(({ source }) => source !== "environment" || !ofRun),
    ],
    unknownValues: run.unknownValues,
    goVersion: run.goVersion ?? machine.goVersion,
  };
}

function statements(
  values: Readonly<Record<string, string>>,
  source: KnownSetting["source"],
  file: string | null,
): KnownSetting[] {
  return Object.entries(values).map(([name, value]) => ({ name, value, source, origin: null, file }));
}

/** The last line of a name counts. cmd/go/internal/cfg/cfg.go, readEnvFile. */
function inFile(file: TextFile | null, source: KnownSetting["source"]): KnownSetting[] {
  const lines = (file?.lines ?? []).flatMap((line) => {
    const [, name, value = ""] = /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value, source, origin: null, file: file?.path ?? null }];
  });
  return lines.toReversed();
}
