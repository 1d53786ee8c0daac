import type { Program } from "../model/facts.ts";
import { readFetchUrl } from "./fetch-url.ts";
import { withoutSuffix } from "./repository.ts";

const tools: ReadonlySet<string> = new Set(["git", "ssh", "hg", "svn", "bzr", "fossil"]);

/** `git` for git and its helpers (`git-remote-https`), `ssh`, …; null for programs that fetch nothing. */
export function toolName(program: Program): string | null {
  const name = (program.path ?? program.argv[0] ?? "").split("/").at(-1) ?? "";
  if (name.startsWith("git-")) return "git";
  return tools.has(name) ? name : null;
}

/**
 * The repository, as a module path, that a command names: by a URL among its arguments, by scp's `user@host:path`, or by
 * the work directory for which go's log gave a URL.
 */
export function moduleOfCommand(program: Program, directories: ReadonlyMap<string, string>): string | null {
  const url = program.argv.find((argument) => /^(?:https?|ssh|git|svn|git\+ssh):\/\//.test(argument));
  const known = url ?? (program.cwd === null ? undefined : directories.get(program.cwd));
  if (known !== undefined) return readFetchUrl(known)?.module ?? null;
  const scp = program.argv.find((argument) => /^[\w.-]+@[\w.-]+:[^/]/.test(argument));
  return scp === undefined ? null : withoutSuffix(scp.replace(/^.*@/, "").replace(":", "/"));
}
