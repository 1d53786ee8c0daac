import { ifKnown } from "./commands.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const missingGosumEntry: Rule = {
  cause: "missing-gosum-entry",
  title: ({ moduleVersion }) => `go.sum has no checksum for ${moduleVersion}`,
  why:
    "Since Go 1.16 builds do not write go.sum. A module that the build needs and whose checksum is not there stops it " +
    "before anything is asked of the network. It comes of a go.mod that was edited or merged without its go.sum, and in " +
    "Docker of copying go.mod alone.",
  looksLike: {
    log: [
      "missing go.sum entry for go.mod file; to add it: (1.20 and later)",
      "missing go.sum entry; to add it: (1.16 to 1.19)",
      "missing go.sum entry for module providing package PKG (imported by X); to add: (1.16 and later)",
      "updates to go.sum needed, disabled by -mod=readonly (1.15 and earlier)",
    ],
    trace: ["go.sum is read, no socket is opened, exit status 1"],
  },
  isNot: [
    { cause: "checksum-mismatch-gosum", tell: "there the entry exists and differs from what was downloaded" },
    { cause: "gomod-needs-update", tell: "there go.mod itself is out of date, not go.sum" },
  ],
  fixes: ({ failure, moduleVersion }) => {
    const error = errorOfKind(failure, "missing-gosum");
    const proposed =
      error?.commands[0] ?? ifKnown(moduleVersion, `go mod download ${moduleVersion}`) ?? "go mod download";
    return [
      fix("add what is missing, then commit go.sum with go.mod", "go mod tidy"),
      fix("or add this module alone, as go proposes", proposed),
      fix("in a Dockerfile copy both files before the download", "COPY go.mod go.sum ./"),
    ];
  },
  links: ["https://go.dev/ref/mod#go-sum-files"],
  match: (failure) =>
    (errorOfKind(failure, "missing-gosum") ?? errorOfKind(failure, "gosum-needs-update")) && plainMatch,
};
