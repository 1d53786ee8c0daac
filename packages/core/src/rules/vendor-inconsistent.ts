import { again } from "./commands.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const vendorInconsistent: Rule = {
  cause: "vendor-inconsistent",
  title: ({ failure, module }) => {
    const problems = errorOfKind(failure, "vendor-inconsistent")?.problems ?? [];
    const rest = problems.length > 1 ? ` and ${problems.length - 1} more` : "";
    const about = failure.module === null ? "" : `, for ${module}${rest}`;
    return `vendor/modules.txt does not say what go.mod says${about}`;
  },
  why:
    "A vendor directory and a go line of 1.14 or later switch -mod=vendor on by themselves. Go then compares " +
    "vendor/modules.txt with go.mod and stops where they differ: go.mod was changed without `go mod vendor`, a merge " +
    "took one of the two, or an ignore rule kept modules.txt out of the repository.",
  looksLike: {
    log: [
      "go: inconsistent vendoring in DIR: followed by a line for each module (1.14 and later)",
      "MOD@VER: is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt",
      "MOD@VER: is explicitly required in go.mod, but vendor/modules.txt indicates MOD@VER2",
    ],
    trace: ["go.mod and vendor/modules.txt are read (or modules.txt is ENOENT), no socket, exit status 1"],
  },
  isNot: [
    { cause: "vendor-package-missing", tell: "there both files agree and vendor/ lacks a package" },
    {
      cause: "vendor-lookup-disabled",
      tell: "there the command wanted to ask for versions, which vendor mode forbids",
    },
    { cause: "gomod-needs-update", tell: "there go.mod lacks requirements, vendor or not" },
  ],
  fixes: (subject) => [
    fix(
      "write vendor/ anew from go.mod and commit it",
      isWorkspace(subject) ? "go work vendor" : "go mod vendor",
    ),
    fix("look for an ignore rule that keeps files of vendor/ out", "git check-ignore -v vendor/modules.txt"),
    fix(
      "or leave vendor/ aside for one run",
      // A workspace takes no -mod=mod.
      again(subject, isWorkspace(subject) ? "GOFLAGS=-mod=readonly" : "GOFLAGS=-mod=mod"),
    ),
  ],
  links: ["https://go.dev/ref/mod#vendoring", "https://go.dev/ref/mod#go-mod-vendor"],
  match(failure) {
    const error = errorOfKind(failure, "vendor-inconsistent");
    if (!error) return null;
    const first = error.problems.find((problem) => problem.module !== null)?.module;
    return { ...localMatch, ...(first && { module: first }) };
  },
};

function isWorkspace({ failure }: Subject): boolean {
  return errorOfKind(failure, "vendor-inconsistent")?.workspace === true;
}
