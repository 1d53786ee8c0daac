import type { Failure } from "../model/run.ts";
import { fileTrouble, hasErrno, localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const replaceMissingDir: Rule = {
  cause: "replace-missing-dir",
  title: ({ failure, module }) =>
    `go.mod replaces ${module} by ${directory(failure) ?? "a directory"}, which is not there`,
  why:
    "A replace directive with a path takes a module from a directory of this machine. That directory, or its go.mod, " +
    "does not exist here: it is beside the repository on its author's machine, or it is outside of the build context " +
    "that Docker was given.",
  looksLike: {
    log: [
      "MOD@VER (replaced by ../DIR): reading ../DIR/go.mod: open /…/DIR/go.mod: no such file or directory",
      "replacement directory ../DIR does not exist (1.18 and later)",
    ],
    trace: ["go.mod is read, then go.mod of the other directory: ENOENT, no socket"],
  },
  isNot: [
    { cause: "no-gomod", tell: "there the main module itself has no go.mod" },
    { cause: "gowork-inconsistent", tell: "there go.work lists the missing directory" },
  ],
  fixes: ({ failure, module }) => [
    fix("see what is replaced", "go mod edit -json | grep -A6 Replace"),
    fix(
      `put the directory where go.mod says${directory(failure) === null ? "" : ` (${directory(failure)}, from the directory of go.mod)`}; ` +
        "in Docker take a build context that holds both",
      "docker build -f app/Dockerfile .",
    ),
    fix(
      "or drop the directive, if a released version has what you need",
      `go mod edit -dropreplace=${failure.module === null ? "MODULE" : module} && go mod tidy`,
    ),
    fix("for local work use a go.work, which is not committed", "go work init . ../DIR"),
  ],
  links: ["https://go.dev/ref/mod#go-mod-file-replace", "https://go.dev/ref/mod#workspaces"],
  match(failure): Match | null {
    if (errorOfKind(failure, "replace-missing")) return localMatch;
    const trouble = fileTrouble(failure);
    const missing = trouble !== null && hasErrno(trouble, "ENOENT", "ENOTDIR");
    return missing && replacedByDirectory(failure) ? localMatch : null;
  },
};

/** A path replaces the module, not another module: it has no version. */
function replacedByDirectory(failure: Failure): boolean {
  const replacement = failure.context?.replacedBy;
  return replacement != null && replacement.version === null;
}

function directory(failure: Failure): string | null {
  return errorOfKind(failure, "replace-missing")?.dir ?? failure.context?.replacedBy?.path ?? null;
}
