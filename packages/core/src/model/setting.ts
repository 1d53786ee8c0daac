import type { Origin } from "./origin.ts";

/**
 * Where the value of a setting stands, the one that wins first. `log`: an `export`, a Dockerfile's ENV or a CI system's env, as a log
 * shows it. `go-env-output`: what `go env` printed, which is the value that counts wherever it comes from. `default`: nobody set
 * it, and go's own value holds.
 */
export const settingSources = [
  "command-line",
  "environment",
  "log",
  "go-env-file",
  "goroot-env-file",
  "go-env-output",
  "default",
] as const;

export type SettingSource = (typeof settingSources)[number];

/** The sources that a trace or a log can show. */
export type RecordedSource = Exclude<SettingSource, "default">;

/** One statement of a setting's value. */
export interface KnownSetting {
  name: string;
  /** Empty: it is not set there, which is the same to go as if the name were missing. */
  value: string;
  source: SettingSource;
  /** The place in the record; null where it was read from the machine, and for a default. */
  origin: Origin | null;
  /** The file that holds it, where one does. */
  file: string | null;
}

/** All that is known of the settings of a go command, from a record, from a machine, or from both. */
export interface SettingsView {
  statements: readonly KnownSetting[];
  /** Every variable of the process's environment is known: what is not among the statements is not set there. */
  environmentWhole: boolean;
  /** Variables that are set to a value that is not known. */
  unknownValues: ReadonlySet<string>;
  /** The user's go env file is known, or known to be missing. */
  userFileWhole: boolean;
  /** The same of GOROOT's. */
  gorootFileWhole: boolean;
  /** All of `go env` was printed: a GO variable that is not in it does not exist for this go. */
  goEnvWhole: boolean;
  /** Lines of a go env file that go passes over, though somebody meant to set something. */
  ignoredLines: readonly { text: string; origin: Origin | null; file: string }[];
  /** For example `go1.22.12`. */
  goVersion: string | null;
}
