import type { MachineState } from "../model/machine.ts";
import type { NoteKind, NotePlace } from "../model/note.ts";
import type { Fix } from "../model/fix.ts";
import type { Finding } from "../model/report.ts";
import type { Run } from "../model/run.ts";
import type { KnownSetting, SettingsView } from "../model/setting.ts";
import type { Cause } from "../model/vocabulary.ts";
import { shellQuote } from "../rules/shell-quote.ts";

/** What a note may rest on. */
export interface Scene {
  readonly settings: SettingsView;
  readonly run: Run | null;
  readonly machine: MachineState | null;
  /** The run's verdict. */
  readonly diagnosis: Finding | null;
}

/** One kind of note: what is remarked, why it matters, and when. */
export interface NoteRule {
  readonly kind: NoteKind;
  /** What it says, apart from any run: one line, without a final full stop. */
  readonly title: string;
  /** Why it matters: one to three sentences. */
  readonly why: string;
  /** Go's own documentation. */
  readonly links: readonly string[];
  /** Verdicts that say the same already. */
  readonly saidBy?: readonly Cause[];
  /** Empty where the scene does not show all that the sentence claims. */
  readonly find: (scene: Scene) => Remark[];
}

/** What differs from run to run. */
export interface Remark {
  readonly text: string;
  readonly fixes: readonly Fix[];
  readonly seen: readonly NotePlace[];
}

/** Where a setting stands. */
export function placeOf({ name, value, source, origin, file }: KnownSetting): NotePlace {
  return { origin, at: file ?? placeNames[source], source, shows: `${name}=${value}` };
}

const placeNames: Readonly<Record<KnownSetting["source"], string>> = {
  "command-line": "command line",
  environment: "environment",
  log: "log",
  "go-env-file": "go env file",
  "goroot-env-file": "go.env of GOROOT",
  "go-env-output": "go env",
  default: "go's own default",
};

/** A file of the machine. */
export function filePlace(file: string, shows: string): NotePlace {
  return { origin: null, at: file, source: null, shows };
}

/** The command that gives a setting another value at the place where it stands now. */
export function setCommand(setting: KnownSetting, value: string): string {
  const assignment = `${setting.name}=${shellQuote(value)}`;
  return isInEnvironment(setting) ? `export ${assignment}` : `go env -w ${assignment}`;
}

/** The command that takes a setting away from where it stands, so that go's default holds. */
export function unsetCommand(setting: KnownSetting): string {
  return isInEnvironment(setting) ? `unset ${setting.name}` : `go env -u ${setting.name}`;
}

function isInEnvironment({ name, source }: KnownSetting): boolean {
  return !name.startsWith("GO") || source === "environment" || source === "command-line" || source === "log";
}

/** The globs of a list like GOPRIVATE, as go splits it. */
export function globsOf(list: string): string[] {
  return list
    .split(",")
    .map((glob) => glob.replace(/\/$/, ""))
    .filter((glob) => glob !== "");
}
