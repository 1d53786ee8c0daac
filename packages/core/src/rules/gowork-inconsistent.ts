import type { Failure, Run } from "../model/run.ts";
import { again } from "./commands.ts";
import { placeOf } from "./file-place.ts";
import { fileTrouble, hasErrno, localMatch } from "./local-helpers.ts";
import { errorOfKind, within } from "./matching.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const goworkInconsistent: Rule = {
  cause: "gowork-inconsistent",
  title: ({ failure }) => {
    const dir = errorOfKind(failure, "gowork")?.dir;
    return dir
      ? `go.work and the module in ${dir} do not fit together`
      : "go.work does not fit the modules that it lists";
  },
  why:
    "A go.work above the current directory makes go build several modules together. One of the directories that it " +
    "lists has no go.mod or wants a newer go line than go.work has, or the module at hand is not in the list. A go.work " +
    "that was left in a parent directory reaches projects that know nothing of it.",
  looksLike: {
    log: [
      "go: cannot load module DIR listed in go.work file: open DIR/go.mod: no such file or directory (1.21 and later)",
      "go: open DIR/go.mod: no such file or directory (1.18 to 1.20)",
      "module DIR listed in go.work file requires go >= X, but go.work lists go Y",
      "current directory is contained in a module that is not one of the workspace modules listed in go.work",
    ],
    trace: ["go.work is opened in the current directory or above it, then a go.mod of its list: ENOENT"],
  },
  isNot: [
    { cause: "no-gomod", tell: "there neither go.work nor go.mod was found" },
    { cause: "gomod-malformed", tell: "there the file cannot be parsed" },
    { cause: "replace-missing-dir", tell: "there a replace directive names the missing directory" },
  ],
  fixes: (subject) => [
    fix("see which go.work is in use, and what it lists", "go env GOWORK; go work edit -json"),
    fix("list the modules that are there, and bring go.work's go line up to date", "go work use -r ."),
    fix("or build this module alone", again(subject, "GOWORK=off")),
  ],
  links: ["https://go.dev/ref/mod#workspaces", "https://go.dev/ref/mod#go-work-file"],
  match: (failure, run) => asWorkspaceError(failure) ?? missingModule(failure, run),
};

function asWorkspaceError(failure: Failure): Match | null {
  if (errorOfKind(failure, "gowork")) return localMatch;
  if (errorOfKind(failure, "gomod-needs-update")?.file === "go.work") return localMatch;
  return within(failure, "gowork") && fileTrouble(failure) ? localMatch : null;
}

/** 1.18 to 1.20 name only the go.mod that is not there; nothing else reads a go.mod that does not exist in that way. */
function missingModule(failure: Failure, run: Run): Match | null {
  const trouble = errorOfKind(failure, "file");
  if (!trouble || !hasErrno(trouble, "ENOENT") || placeOf(trouble, run) !== "go.mod") return null;
  const { context } = failure;
  if (context?.replacedBy || context?.module || context?.reading) return null;
  return { ...localMatch, confidence: "likely" };
}
