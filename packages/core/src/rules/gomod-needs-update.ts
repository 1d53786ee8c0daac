import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const gomodNeedsUpdate: Rule = {
  cause: "gomod-needs-update",
  title: () => "go.mod does not hold the requirements that the build needs, and go may not change it",
  why:
    "Since Go 1.16 builds do not write go.mod. It no longer fits the code or its dependencies: a requirement is " +
    "missing or older than a dependency asks for, or another Go wrote the file. Go stops instead of mending it, before " +
    "or after it has read the go.mod files of dependencies.",
  looksLike: {
    log: [
      "go: updates to go.mod needed; to update it: go mod tidy (1.16 and later)",
      "go: updates to go.mod needed, disabled by -mod=readonly (1.15 and earlier, and where the flag is given)",
    ],
    trace: ["go.mod is read, often .mod files of dependencies too, go.mod is not written, exit status 1"],
  },
  isNot: [
    { cause: "missing-gosum-entry", tell: "there go.mod is right and go.sum lacks a checksum" },
    { cause: "vendor-inconsistent", tell: "there go.mod and vendor/modules.txt differ" },
    { cause: "no-required-module", tell: "there go names a package that no required module has" },
  ],
  fixes: () => [
    fix("bring go.mod up to date and commit it, with the Go that the project uses", "go mod tidy"),
    fix("see what would change (1.23 and later)", "go mod tidy -diff"),
    fix("in CI: make the check a step of its own", "go mod tidy && git diff --exit-code go.mod go.sum"),
  ],
  links: ["https://go.dev/ref/mod#go-mod-file-updates", "https://go.dev/ref/mod#build-commands"],
  match: (failure) => (errorOfKind(failure, "gomod-needs-update")?.file === "go.mod" ? localMatch : null),
};
