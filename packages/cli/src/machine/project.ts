import { access } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ProjectFile, ProjectState } from "@gotrace/core";
import { placeOf, type Machine } from "./machine.ts";
import { readText } from "./text-file.ts";

/** A go.sum of a large company has some hundred thousand bytes. */
const longest = 1 << 20;

/** go.mod, go.work and their sums, where go itself finds them, and no source. */
export async function readProject(
  machine: Machine,
  goEnv: Readonly<Record<string, string>> | null,
): Promise<ProjectState> {
  const goMod = goEnv ? named(goEnv["GOMOD"]) : await findUpward(machine, "go.mod");
  const goWork = goEnv ? named(goEnv["GOWORK"]) : await findUpward(machine, "go.work");
  const main = goWork ?? goMod;
  return {
    cwd: machine.cwd,
    goMod: await readProjectFile(machine, goMod),
    goWork: await readProjectFile(machine, goWork),
    goSum: await readProjectFile(machine, goMod && join(dirname(goMod), "go.sum")),
    goWorkSum: await readProjectFile(machine, goWork && join(dirname(goWork), "go.work.sum")),
    vendor: main !== null && (await exists(machine, join(dirname(main), "vendor", "modules.txt"))),
  };
}

/** `go env GOMOD` is the null device where modules are on and there is no go.mod; GOWORK may be `off`. */
function named(path: string | undefined): string | null {
  return path && path !== "/dev/null" && path !== "NUL" && path !== "off" ? path : null;
}

async function findUpward(machine: Machine, name: string): Promise<string | null> {
  for (let folder = machine.cwd; ; folder = dirname(folder)) {
    const path = join(folder, name);
    if (await exists(machine, path)) return path;
    if (dirname(folder) === folder) return null;
  }
}

async function exists(machine: Machine, path: string): Promise<boolean> {
  try {
    await access(placeOf(machine, path));
    return true;
  } catch {
    return false;
  }
}

async function readProjectFile(machine: Machine, path: string | null): Promise<ProjectFile | null> {
  const text = path === null ? null : await readText(machine, path, longest);
  if (path === null || text === null) return null;
  const cut = Buffer.byteLength(text) >= longest;
  return { path, text: cut ? text.slice(0, text.lastIndexOf("\n") + 1) : text, cut };
}
