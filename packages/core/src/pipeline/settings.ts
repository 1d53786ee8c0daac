import type { Setting } from "../model/facts.ts";
import type { Run } from "../model/run.ts";
import {
  settingSources,
  type KnownSetting,
  type SettingsView,
  type SettingSource,
} from "../model/setting.ts";
import { compareOrigins } from "../model/origin.ts";
import { compareGoVersions } from "./go-version.ts";
import { defaultGoproxy } from "./goproxy.ts";
import { defaultGosumdb } from "./gosumdb.ts";
import { matchPrefixPatterns } from "./module-path.ts";

/** The settings of one go command, as far as the record shows them. */
export function settingsOfRun(run: Run): SettingsView {
  const { program, settings, envFiles, goVersion } = run;
  const wholeFile = (source: SettingSource): boolean => {
    const files = envFiles.filter((file) => file.source === source);
    return files.length > 0 && files.every(({ state }) => state !== "cut");
  };
  return {
    statements: inOrder(settings, run).map(({ name, value, source, at, file }) => ({
      name,
      value,
      source,
      origin: at,
      file,
    })),
    environmentWhole: program !== null && program.environment !== null,
    unknownValues: new Set(program?.cutVariables),
    userFileWhole: wholeFile("go-env-file") || program?.environment?.["GOENV"] === "off",
    gorootFileWhole: wholeFile("goroot-env-file"),
    goEnvWhole: isWholeGoEnv(settings.filter(({ source }) => source === "go-env-output")),
    ignoredLines: envFiles.flatMap(({ ignored, at, path }) =>
      ignored.map((text) => ({ text, origin: at, file: path })),
    ),
    goVersion,
  };
}

/** All versions of `go env` print these, one after the other. */
export function isWholeGoEnv(settings: readonly { name: string }[]): boolean {
  return ["GOOS", "GOPATH", "GOROOT"].every((name) => settings.some((setting) => setting.name === name));
}

/**
 * What wins first. A process's environment goes before the user's go env file, and that before GOROOT's. cmd/go/internal/cfg/cfg.go,
 * Getenv and readEnvFile. Of several statements in one source the last one before the command's own words counts.
 */
function inOrder(settings: readonly Setting[], { messages }: Run): Setting[] {
  const end = messages.at(-1)?.message.origin;
  const isLater = ({ at, source }: Setting): boolean =>
    source === "log" && end !== undefined && at.input === end.input && compareOrigins(at, end) > 0;
  const rank = (setting: Setting): number =>
    settingSources.indexOf(setting.source) + (isLater(setting) ? 0.5 : 0);
  return settings.toReversed().toSorted((a, b) => rank(a) - rank(b));
}

/**
 * The value that go works with where somebody set it; null where nobody did, or the record does not show it.
 * An empty value in the environment means the default, as if it were not set. `go help environment`.
 */
export function valueIn({ statements, unknownValues }: SettingsView, name: string): KnownSetting | null {
  const known = statements.filter((statement) => statement.name === name);
  const [first] = known;
  if (first === undefined || (unknownValues.has(name) && !isAboveEnvironment(first))) return null;
  // `unset NAME` in a log takes back what was exported before.
  const standing = first.source === "log" && first.value === "" ? known.filter(isNotLogged) : known;
  const winner = standing.find(({ value }) => value !== "");
  // What go env prints is the sum of the other sources: a setting that is hidden from the record may have won.
  const printed = known.find(({ source }) => source === "go-env-output");
  if (winner === undefined || printed === undefined || printed.value === "") return winner ?? null;
  return isAboveFiles(winner) || winner.value === printed.value ? winner : printed;
}

function isNotLogged({ source }: KnownSetting): boolean {
  return source !== "log";
}

function isAboveEnvironment({ source }: KnownSetting): boolean {
  return source === "command-line";
}

function isAboveFiles({ source }: KnownSetting): boolean {
  return source === "command-line" || source === "environment" || source === "log";
}

/** Whether it is on record that nobody set it, so that go's own value holds. */
export function isUnset(view: SettingsView, name: string): boolean {
  if (view.unknownValues.has(name) || valueIn(view, name) !== null) return false;
  if (!name.startsWith("GO")) return view.environmentWhole;
  const { goEnvWhole, environmentWhole, userFileWhole } = view;
  return goEnvWhole || (environmentWhole && userFileWhole);
}

/** Go's own values, where neither the environment nor a file says otherwise. `go help environment`. */
const defaults: Readonly<Record<string, string>> = {
  GOPROXY: defaultGoproxy,
  GOSUMDB: defaultGosumdb,
  GOPRIVATE: "",
  GONOPROXY: "",
  GONOSUMDB: "",
  GOINSECURE: "",
  GOFLAGS: "",
};

/** What takes the place of another where that is not set. cmd/go/internal/cfg/cfg.go, `GONOPROXY … EnvOrAndChanged`. */
const substitutes: Readonly<Record<string, string>> = { GONOPROXY: "GOPRIVATE", GONOSUMDB: "GOPRIVATE" };

/**
 * The value that counts, defaults included: GONOPROXY and GONOSUMDB are GOPRIVATE's where they are not set.
 *
 * @returns null where the record does not show it
 */
export function effectiveIn(view: SettingsView, name: string): KnownSetting | null {
  const substitute = substitutes[name];
  const set = valueIn(view, name) ?? (substitute === undefined ? null : valueIn(view, substitute));
  if (set !== null) return set;
  const isDefault = isUnset(view, name) && (substitute === undefined || isUnset(view, substitute));
  return isDefault ? defaultOf(view, name) : null;
}

/** Since 1.21 the defaults stand in GOROOT's go.env, where a distribution may have others. */
function defaultOf(view: SettingsView, name: string): KnownSetting | null {
  const value = defaults[name];
  const order = view.goVersion === null ? null : compareGoVersions(view.goVersion, "1.21");
  const isBuiltIn = value === "" || view.gorootFileWhole || (order !== null && order < 0);
  if (value === undefined || !isBuiltIn) return null;
  return { name, value, source: "default", origin: null, file: null };
}

/** The value of a setting as this run had it, or null where the record does not show it. */
export function settingOf(run: Run, name: string): Setting | null {
  const setting = valueIn(settingsOfRun(run), name);
  if (setting === null || setting.source === "default" || setting.origin === null) return null;
  const { value, source, origin, file } = setting;
  return { name, value, source, at: origin, file };
}

/**
 * Whether GONOPROXY, or GOPRIVATE as its default, covers a module.
 *
 * @returns null where the record shows neither setting
 */
export function coveredByGonoproxy(run: Run, module: string): boolean | null {
  const setting = effectiveIn(settingsOfRun(run), "GONOPROXY");
  return setting === null ? null : matchPrefixPatterns(setting.value, module);
}
