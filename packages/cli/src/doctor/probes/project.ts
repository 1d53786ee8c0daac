import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import {
  escapeModulePath,
  parseFailure,
  toolchainNeed,
  type MachineState,
  type Measurement,
  type ToolchainNeed,
  type WantedModule,
} from "@gotrace/core";
import type { Machine } from "../../machine/machine.ts";
import { settingOf } from "../proxy-url.ts";
import { readRequirements, type Requirement, type Requirements } from "../requirements.ts";
import { bad, good, notAsked, suspicious, type Place } from "./measuring.ts";

const link = "project";

/** What the project in this folder asks for. */
export interface Project {
  readonly measurements: readonly Measurement[];
  /** The toolchain that go would fetch before anything else. */
  readonly toolchain: WantedModule | null;
  /** What its go.mod files require, and go's module cache does not have. */
  readonly missing: readonly Requirement[];
  /** What they require, and the cache has. */
  readonly cached: readonly Requirement[];
}

/** Reads what go would need in this folder: which Go, which modules, and whether it gets as far as asking for them. */
export async function examineProject(machine: Machine, state: MachineState): Promise<Project> {
  const nothing = { measurements: [], toolchain: null, missing: [], cached: [] };
  const { goMod, goWork } = state.project;
  if (state.goEnv === null || (goMod === null && goWork === null)) return nothing;
  const requirements = await readRequirements(machine, state);
  const need = needOf(requirements, state);
  const [said, toolchain, vendor, shared] = await Promise.all([
    verdictOfGo(machine, state, need),
    toolchainMeasured(need, machine, state),
    vendorMeasured(machine, state),
    partition(requirements.modules, state),
  ]);
  return {
    measurements: [
      ...said,
      ...toolchain.measurements,
      ...foldersMeasured(requirements),
      ...vendor,
      ...modulesMeasured(shared),
    ],
    toolchain: toolchain.wanted,
    ...shared,
  };
}

/** go reads go.work and go.mod, and says what is wrong with them. It is kept from the network and from writing. */
async function verdictOfGo(
  machine: Machine,
  { project }: MachineState,
  need: ToolchainNeed | null,
): Promise<Measurement[]> {
  const { ok, stderr } = await askGo(machine, "-mod=readonly");
  const file = project.goWork ?? project.goMod;
  const name = project.goWork === null ? "go.mod" : "go.work";
  const place: Place = { link, name, stage: "modfile", role: "local" };
  if (ok) return [good(place, `${file?.path} can be read`)];
  if (stderr.trim() === "") return [notAsked(place, "go did not say in time what it makes of it")];
  const { text, error } = failureIn(stderr);
  // It is kept from the network here, which an older go asks for what the main module alone does not tell.
  if (error.kind === "lookup-disabled") return [];
  if (error.kind === "other") return [suspicious(place, text)];
  // Another toolchain will read it.
  if (error.kind === "requires-go" && need !== null) return [];
  if (error.kind === "requires-go") return [bad({ ...place, stage: "toolchain" }, text, { error })];
  return [bad(place, text, { error })];
}

function askGo(machine: Machine, mode: string): ReturnType<Machine["run"]> {
  return machine.run(machine.go, ["list", "-m", mode], { GOTOOLCHAIN: "local", GOPROXY: "off" });
}

function failureIn(stderr: string): { text: string; error: ReturnType<typeof parseFailure>["error"] } {
  const text = stderr.trim().replace(/^go: /, "");
  const [first = "", second = ""] = text.split("\n").map((line) => line.trim());
  const shown = first.endsWith(":") ? `${first} ${second}` : first;
  return { text: shown, error: parseFailure(text).error };
}

function needOf({ goLine, toolchainLine }: Requirements, state: MachineState): ToolchainNeed | null {
  const { go: local } = state.versions;
  if (local === null) return null;
  return toolchainNeed({ local, gotoolchain: settingOf(state)("GOTOOLCHAIN"), goLine, toolchainLine });
}

interface ToolchainFound {
  measurements: Measurement[];
  wanted: WantedModule | null;
}

/** A toolchain other than the one that was started: in PATH, in the module cache, or to be fetched. */
async function toolchainMeasured(
  need: ToolchainNeed | null,
  machine: Machine,
  state: MachineState,
): Promise<ToolchainFound> {
  if (need === null) return { measurements: [], wanted: null };
  const { name, mayFetch } = need;
  const place: Place = { link, name: "toolchain", stage: "toolchain", role: "local" };
  const found = (words: string): ToolchainFound => ({ measurements: [good(place, words)], wanted: null });
  const asked = `${name} is asked for, this is ${state.versions.go}`;
  const program = await inPath(name, machine);
  if (program !== null) return found(`${asked}; ${program} is there`);
  const [os, arch] = [state.goEnv?.["GOHOSTOS"] ?? "", state.goEnv?.["GOHOSTARCH"] ?? ""];
  const version = `v0.0.1-${name}.${os}-${arch}`;
  const unpacked = join(moduleCache(state) ?? "/", `golang.org/toolchain@${version}`);
  if (await isThere(unpacked)) return found(`${asked}; it is in the module cache`);
  if (!mayFetch) {
    const { error } = parseFailure(`cannot find "${name}" in PATH`);
    const words = `${asked}, it is not in PATH, and GOTOOLCHAIN=path lets go fetch none`;
    return { measurements: [bad(place, words, { error })], wanted: null };
  }
  const wanted = { module: "golang.org/toolchain", version, sample: false, toolchain: name };
  const unchecked = uncheckedToolchain(wanted, place, state);
  if (unchecked !== null) return { measurements: [unchecked], wanted };
  return { measurements: [good(place, `${asked}: go fetches it first`)], wanted };
}

/** A toolchain that the checksum database does not vouch for go does not run. modfetch/sumdb.go, useSumDB. */
function uncheckedToolchain(
  { version, toolchain }: WantedModule,
  place: Place,
  state: MachineState,
): Measurement | null {
  const proxies = settingOf(state)("GOPROXY");
  if (settingOf(state)("GOSUMDB") !== "off" || /^\s*file:[^,|]*$/.test(proxies)) return null;
  const { error } = parseFailure(
    `download ${toolchain}: golang.org/toolchain@${version}: verifying module: checksum database disabled by GOSUMDB=off`,
  );
  const host = URL.parse(proxies.split(/[,|]/)[0] ?? "")?.hostname ?? null;
  const words = `go would have to fetch ${toolchain}, and GOSUMDB=off keeps it from being checked`;
  return bad({ ...place, role: "toolchain", host }, words, { error });
}

async function inPath(program: string, { env }: Machine): Promise<string | null> {
  for (const folder of (env["PATH"] ?? "").split(delimiter)) {
    const path = join(folder, program);
    if (folder !== "" && (await isThere(path))) return path;
  }
  return null;
}

function foldersMeasured({ missingFolders }: Requirements): Measurement[] {
  return missingFolders.map(({ module, folder, goMod }) => {
    const { error } = parseFailure(
      `${module} (replaced by ${folder}): reading ${join(folder, "go.mod")}: open ${goMod}: no such file or directory`,
    );
    const place: Place = { link, name: "replace", stage: "modfile", role: "local" };
    return bad(place, `${module} is to come from ${folder}, where there is no go.mod`, { error });
  });
}

/** go build takes modules from vendor, and refuses it where it is not what go.mod asks for; go mod download asks all the same. */
async function vendorMeasured(machine: Machine, { project }: MachineState): Promise<Measurement[]> {
  if (!project.vendor || project.goWork !== null) return [];
  const { ok, stderr } = await askGo(machine, "-mod=vendor");
  const place: Place = { link, name: "vendor", stage: "vendor", role: "local" };
  if (ok) return [good(place, "go build takes its modules from vendor/, and asks nobody for them")];
  const { text, error } = failureIn(stderr);
  return error.kind === "vendor-inconsistent" ? [suspicious(place, text, { error })] : [];
}

type Shared = Pick<Project, "missing" | "cached">;

async function partition(modules: readonly Requirement[], state: MachineState): Promise<Shared> {
  const cache = moduleCache(state);
  const flags = await Promise.all(modules.map((each) => isCached(cache, each)));
  return {
    missing: modules.filter((_, i) => !flags[i]),
    cached: modules.filter((_, i) => flags[i] === true),
  };
}

async function isCached(cache: string | null, { module, version }: Requirement): Promise<boolean> {
  if (cache === null) return false;
  const folder = join(cache, "cache", "download", escapeModulePath(module), "@v");
  return await isThere(join(folder, `${escapeModulePath(version)}.zip`));
}

function moduleCache({ disks }: MachineState): string | null {
  return disks.find(({ use }) => use === "GOMODCACHE")?.path ?? null;
}

const mostNamed = 3;

function modulesMeasured({ missing, cached }: Shared): Measurement[] {
  const place: Place = { link, name: "modules", stage: "cache", role: "local" };
  const count = missing.length + cached.length;
  const required = `${count} ${count === 1 ? "is" : "are"} required`;
  if (count === 0) return [];
  if (missing.length === 0)
    return [good(place, `${required}, all in the module cache: go asks nobody for them`)];
  const names = missing.slice(0, mostNamed).map(({ module, version }) => `${module}@${version}`);
  const more = missing.length > mostNamed ? ` and ${missing.length - mostNamed} more` : "";
  return [good(place, `${required}; not in the module cache: ${names.join(", ")}${more}`)];
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
