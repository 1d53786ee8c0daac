import { access } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import type { MachineState } from "@gotrace/core";
import type { Machine } from "../machine/machine.ts";

/** A module that a go.mod requires and that has to be fetched. */
export interface Requirement {
  readonly module: string;
  readonly version: string;
  readonly indirect: boolean;
}

/** A module that is to come from a folder, and the folder is not there. */
export interface MissingFolder {
  readonly module: string;
  /** As the replace line has it. */
  readonly folder: string;
  /** Where go looks for its go.mod. */
  readonly goMod: string;
}

/** What the go.mod of a project, or those of its go.work, ask for. */
export interface Requirements {
  readonly modules: readonly Requirement[];
  readonly missingFolders: readonly MissingFolder[];
  /** Of the `go` line that decides, for example `1.24.0`. */
  readonly goLine: string | null;
  /** Of the `toolchain` line, for example `go1.24.1`. */
  readonly toolchainLine: string | null;
}

// What `go mod edit -json` and `go work edit -json` print, as far as it is used here.
interface GoModFile {
  Module?: { Path: string };
  Go?: string;
  Toolchain?: string;
  Require?: { Path: string; Version: string; Indirect?: boolean }[] | null;
  Replace?: Replacement[] | null;
}
interface GoWorkFile {
  Go?: string;
  Toolchain?: string;
  Use?: { DiskPath: string }[] | null;
  Replace?: Replacement[] | null;
}
interface Replacement {
  Old: { Path: string; Version?: string };
  New: { Path: string; Version?: string };
}

const none: Requirements = { modules: [], missingFolders: [], goLine: null, toolchainLine: null };

/** Reads the project's files by go itself, which asks nobody for that. */
export async function readRequirements(machine: Machine, { project }: MachineState): Promise<Requirements> {
  if (project.goWork !== null) return await requirementsOfWork(machine, project.goWork.path);
  if (project.goMod === null) return none;
  const file = await edit<GoModFile>(machine, "mod", project.goMod.path);
  return await gathered([{ file, path: project.goMod.path }], file, []);
}

async function requirementsOfWork(machine: Machine, path: string): Promise<Requirements> {
  const work = await edit<GoWorkFile>(machine, "work", path);
  const paths = (work?.Use ?? []).map(({ DiskPath }) => join(resolved(DiskPath, path), "go.mod"));
  const files = await Promise.all(
    paths.map(async (goMod) => ({ file: await edit<GoModFile>(machine, "mod", goMod), path: goMod })),
  );
  return await gathered(files, work, placed(work?.Replace, path));
}

async function edit<File>(machine: Machine, kind: "mod" | "work", path: string): Promise<File | null> {
  const { ok, stdout } = await machine.run(machine.go, [kind, "edit", "-json", path], {
    GOTOOLCHAIN: "local",
    GOFLAGS: "",
  });
  try {
    return ok ? (JSON.parse(stdout) as File) : null;
  } catch {
    return null;
  }
}

interface ReadFile {
  file: GoModFile | null;
  path: string;
}

/** The replacements of a go.work go before those of its modules. */
async function gathered(
  files: readonly ReadFile[],
  main: { Go?: string; Toolchain?: string } | null,
  over: readonly Placed[],
): Promise<Requirements> {
  const modules = new Map<string, Requirement>();
  const missingFolders: MissingFolder[] = [];
  for (const { module, version, indirect, replacement } of files.flatMap((each) =>
    requiredIn(each, files, over),
  )) {
    const found = replacement === null ? { module, version } : fetched(replacement.New);
    if (found !== null) modules.set(`${found.module}@${found.version}`, { ...found, indirect });
    if (found !== null || replacement === null) continue;
    const folder = replacement.New.Path;
    const goMod = join(resolved(folder, replacement.beside), "go.mod");
    if (!(await isThere(goMod))) missingFolders.push({ module: `${module}@${version}`, folder, goMod });
  }
  return {
    modules: [...modules.values()].toSorted((a, b) => Number(a.indirect) - Number(b.indirect)),
    missingFolders,
    goLine: main?.Go ?? null,
    toolchainLine: main?.Toolchain ?? null,
  };
}

/** A replacement, and the file that it stands in: its folder is seen from there. */
type Placed = Replacement & { beside: string };

function placed(replacements: readonly Replacement[] | null | undefined, beside: string): Placed[] {
  return (replacements ?? []).map((each) => ({ ...each, beside }));
}

/** What one go.mod asks for, but for the other modules of the same go.work. */
function requiredIn(
  { file, path }: ReadFile,
  files: readonly ReadFile[],
  over: readonly Placed[],
): (Requirement & { replacement: Placed | null })[] {
  const own = new Set(files.map((each) => each.file?.Module?.Path));
  const replacements = [...over, ...placed(file?.Replace, path)];
  return (file?.Require ?? [])
    .filter(({ Path }) => !own.has(Path))
    .map(({ Path: module, Version: version, Indirect }) => ({
      module,
      version,
      indirect: Indirect === true,
      replacement: replacementOf(module, version, replacements),
    }));
}

/** A replacement without a version is a folder, and is not fetched. */
function fetched({ Path, Version }: Replacement["New"]): { module: string; version: string } | null {
  return Version === undefined ? null : { module: Path, version: Version };
}

function replacementOf(path: string, version: string, replacements: readonly Placed[]): Placed | null {
  const own = replacements.filter(({ Old }) => Old.Path === path);
  const exact = own.find(({ Old }) => Old.Version === version);
  return exact ?? own.find(({ Old }) => Old.Version === undefined) ?? null;
}

function resolved(path: string, beside: string): string {
  return isAbsolute(path) ? path : join(dirname(beside), path);
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
