import { isAbsolute } from "node:path";
import { parseFailure, type MachineState, type Measurement } from "@gotrace/core";
import { complaintAboutGosumdb } from "../gosumdb.ts";
import { settingOf } from "../proxy-url.ts";
import { bad, good, suspicious, type Place } from "./measuring.ts";

const link = "settings";

/** Settings that decide whom go asks; shown also where they are go's own. */
const always = ["GOPROXY", "GOSUMDB"];
const ifSet = [
  "GOPRIVATE",
  "GONOPROXY",
  "GONOSUMDB",
  "GOINSECURE",
  "GOFLAGS",
  "GOVCS",
  "GOAUTH",
  "GOTOOLCHAIN",
];
const proxies = [
  "HTTPS_PROXY",
  "https_proxy",
  "HTTP_PROXY",
  "http_proxy",
  "NO_PROXY",
  "no_proxy",
  "ALL_PROXY",
  "all_proxy",
];

const ownValues: Readonly<Record<string, string>> = {
  GOPROXY: "https://proxy.golang.org,direct",
  GOSUMDB: "sum.golang.org",
};

/** What go works with, and where each value comes from. */
export function examineSettings(machine: MachineState): Measurement[] {
  const { environment, goEnv, goEnvError, versions } = machine;
  const shown = [...always, ...ifSet, ...proxies].flatMap((name) => {
    const value = goEnv?.[name] || environment[name] || "";
    if (value === "" && !always.includes(name)) return [];
    const source = sourceOf(name, machine);
    if (isDefault(source, machine) && !always.includes(name)) return [];
    return [good(place(name), `${value || ownValues[name] || "unset"} (${source})`)];
  });
  if (goEnv !== null) return [...shown, ...unusable(machine)];
  if (versions.go === null && goEnvError?.endsWith(": not found")) {
    return [
      suspicious(place("go"), "there is no go in PATH: what follows is for its own settings"),
      ...shown,
    ];
  }
  const said = (goEnvError ?? "").trim().replace(/^go: /, "");
  const { error } = parseFailure(said);
  return [bad(place("go env"), said.split("\n")[0] || "go env fails", { error }), ...shown];
}

/** What `go env` prints without a word, and go refuses as soon as it needs it. */
function unusable(machine: MachineState): Measurement[] {
  const setting = settingOf(machine);
  const cache = setting("GOMODCACHE");
  return [
    ...(cache === "" || isAbsolute(cache)
      ? []
      : [refused("GOMODCACHE", `GOMODCACHE entry is relative; must be absolute path: "${cache}".`)]),
    ...gosumdbRefused(setting("GOSUMDB")),
  ];
}

function gosumdbRefused(value: string): Measurement[] {
  const words = complaintAboutGosumdb(value);
  return words === null ? [] : [refused("GOSUMDB", words)];
}

function refused(name: string, text: string): Measurement {
  return bad(place(name), text, { error: parseFailure(text).error });
}

function place(name: string): Place {
  return { link, name, stage: "config", role: "local" };
}

/** Of a value that nobody has chosen here. */
function isDefault(source: string, { gorootEnvFile }: MachineState): boolean {
  return source === "go's own" || source === gorootEnvFile?.path;
}

function sourceOf(name: string, { environment, goEnvFile, gorootEnvFile }: MachineState): string {
  const isIn = (lines: readonly string[] = []): boolean => lines.some((line) => line.startsWith(`${name}=`));
  if (environment[name]) return "environment";
  if (goEnvFile && isIn(goEnvFile.lines)) return goEnvFile.path;
  return gorootEnvFile && isIn(gorootEnvFile.lines) ? gorootEnvFile.path : "go's own";
}
