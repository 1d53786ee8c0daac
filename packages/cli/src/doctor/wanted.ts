import { matchPrefixPatterns, type MachineState, type WantedModule } from "@gotrace/core";
import { UsageError } from "../usage-error.ts";
import type { Project } from "./probes/project.ts";
import type { Requirement } from "./requirements.ts";

/** More would only ask the same servers again. */
const mostModules = 3;

/** Every proxy has it, or says that it does not. */
const harmless: WantedModule = { module: "golang.org/x/text", version: null, sample: true };

/**
 * Which modules to ask for: the toolchain that go would fetch first; then those that are named, else what this project requires,
 * what is not in the cache and private modules first; else a harmless one.
 */
export function wantedModules(
  named: readonly string[],
  project: Project,
  state: MachineState,
): WantedModule[] {
  const first = project.toolchain === null ? [] : [project.toolchain];
  if (named.length > 0) return [...first, ...named.map(readName)];
  const { goEnv, environment } = state;
  const { GONOPROXY, GOPRIVATE } = goEnv ?? environment;
  const patterns = GONOPROXY || GOPRIVATE || "";
  const own = ({ module }: Requirement): boolean => matchPrefixPatterns(patterns, module);
  const { missing, cached } = project;
  const chosen = [...chosenOf(missing, own), ...chosenOf(cached, own)].slice(0, mostModules);
  const wanted = chosen.map(({ module, version }) => ({ module, version, sample: false }));
  return wanted.length === 0 ? [...first, harmless] : [...first, ...wanted];
}

/** Private modules first, but not they alone. */
function chosenOf(
  requirements: readonly Requirement[],
  isPrivate: (requirement: Requirement) => boolean,
): Requirement[] {
  const own = requirements.filter(isPrivate);
  const others = requirements.filter((each) => !isPrivate(each));
  return [...own.slice(0, mostModules - 1), ...others, ...own.slice(mostModules - 1)];
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
