import { join } from "node:path";
import type { MachineState, TextFile } from "@gotrace/core";
import { homeOf, type Machine } from "./machine.ts";
import { readLines } from "./text-file.ts";

type GoSettings = Pick<MachineState, "goEnv" | "goEnvError" | "goEnvFile" | "gorootEnvFile">;

/** The settings of the go command, and the two files that they come from besides the environment. */
export async function readGoSettings(machine: Machine): Promise<GoSettings> {
  // With any other GOTOOLCHAIN go may fetch a newer one before it answers, and that is nobody's wish here.
  const { missing, ok, stdout, stderr } = await machine.run(machine.go, ["env", "-json"], {
    GOTOOLCHAIN: "local",
  });
  const asked = ok ? parseGoEnv(stdout) : null;
  const goEnvFile = await readGoEnvFile(machine, asked?.["GOENV"] ?? machine.env["GOENV"]);
  const goroot = asked?.["GOROOT"] ?? machine.env["GOROOT"];
  const gorootEnvFile = goroot ? await readLines(machine, join(goroot, "go.env")) : null;
  return {
    goEnv: asked && withTrueToolchain(asked, [machine.env["GOTOOLCHAIN"], goEnvFile, gorootEnvFile]),
    goEnvError: asked === null ? errorOf(machine, missing, stderr) : null,
    goEnvFile,
    gorootEnvFile,
  };
}

function errorOf({ go }: Machine, missing: boolean, stderr: string): string {
  if (missing) return `${go}: not found`;
  return stderr.trim().slice(0, 2000) || `${go} env did not answer`;
}

function parseGoEnv(json: string): Record<string, string> | null {
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== "object" || parsed === null) return null;
    return Object.fromEntries(
      Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return null;
  }
}

/** The value that the command itself has: from the environment, else from the user's file, else the toolchain's own. */
function withTrueToolchain(
  goEnv: Record<string, string>,
  sources: readonly (string | TextFile | null | undefined)[],
): Record<string, string> {
  if (goEnv["GOTOOLCHAIN"] === undefined) return goEnv;
  const name = "GOTOOLCHAIN=";
  for (const source of sources) {
    const value =
      typeof source === "string"
        ? source
        : source?.lines.findLast((line) => line.startsWith(name))?.slice(name.length);
    if (value !== undefined && value !== "") return { ...goEnv, GOTOOLCHAIN: value };
  }
  const { GOTOOLCHAIN: _, ...others } = goEnv;
  return others;
}

async function readGoEnvFile(machine: Machine, named: string | undefined): Promise<TextFile | null> {
  if (named === "off") return null;
  const path = named || defaultGoEnvFile(machine);
  return path === null ? null : await readLines(machine, path);
}

/** os.UserConfigDir, on each system. go help environment. */
function defaultGoEnvFile(machine: Machine): string | null {
  const { env, platform } = machine;
  if (platform === "win32") return env["AppData"] ? join(env["AppData"], "go", "env") : null;
  const home = homeOf(machine);
  if (platform === "darwin") return home && join(home, "Library", "Application Support", "go", "env");
  const folder = env["XDG_CONFIG_HOME"] || (home && join(home, ".config"));
  return folder ? join(folder, "go", "env") : null;
}
