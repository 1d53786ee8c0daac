import { matchPrefixPatterns, type MachineState, type WantedModule } from "@gotrace/core";
import { UsageError } from "../usage-error.ts";
import type { Machine } from "../machine/machine.ts";

/** More would only ask the same servers again. */
const mostModules = 3;

/** Every proxy has it, or says that it does not. */
const harmless: WantedModule = { module: "golang.org/x/text", version: null, sample: true };

/** Which modules to ask for: those that are named; else what this project needs, private modules first; else a harmless one. */
export async function wantedModules(
  named: readonly string[],
  machine: Machine,
  state: MachineState,
): Promise<WantedModule[]> {
  if (named.length > 0) return named.map(readName);
  const required = await requirements(machine, state);
  if (required.length === 0) return [harmless];
  const { GONOPROXY, GOPRIVATE } = state.goEnv ?? state.environment;
  const patterns = GONOPROXY || GOPRIVATE || "";
  const isPrivate = ({ module }: WantedModule): boolean => matchPrefixPatterns(patterns, module);
  const own = required.filter(isPrivate);
  const others = required.filter((each) => !isPrivate(each));
  return [...own.slice(0, mostModules - 1), ...others].slice(0, mostModules);
}

/** `path@version`, `path`, `path@latest`. */
function readName(text: string): WantedModule {
  const [path = "", version = ""] = text.split("@");
  if (!/^[\w.~-]+\.[\w.~-]*(?:\/[\w.~+-]+)*$/.test(path)) {
    throw new UsageError(
      `${text} is no module: name one as path@version, for example golang.org/x/text@v0.14.0`,
    );
  }
  return { module: path, version: version === "" || version === "latest" ? null : version, sample: false };
}

interface GoModFile {
  Require?: { Path: string; Version: string; Indirect?: boolean }[] | null;
  Replace?: { Old: { Path: string }; New: { Path: string; Version?: string } }[] | null;
}

/** `go mod edit -json` reads go.mod and asks nobody. What is replaced by a folder is not fetched. */
async function requirements(machine: Machine, { project }: MachineState): Promise<WantedModule[]> {
  if (project.goMod === null) return [];
  const { ok, stdout } = await machine.run(machine.go, ["mod", "edit", "-json", project.goMod.path], {
    GOTOOLCHAIN: "local",
    GOFLAGS: "",
  });
  const file = ok ? (JSON.parse(stdout) as GoModFile) : {};
  const replaced = new Map((file.Replace ?? []).map(({ Old, New }) => [Old.Path, New]));
  const wanted = (file.Require ?? []).flatMap(({ Path, Version, Indirect }) => {
    const other = replaced.get(Path);
    if (other && other.Version === undefined) return [];
    const { module, version } = other
      ? { module: other.Path, version: other.Version ?? null }
      : { module: Path, version: Version };
    return [{ module, version, sample: false, indirect: Indirect === true }];
  });
  return wanted
    .toSorted((a, b) => Number(a.indirect) - Number(b.indirect))
    .map(({ module, version, sample }) => ({ module, version, sample }));
}
