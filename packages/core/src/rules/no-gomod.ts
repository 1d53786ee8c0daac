import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const noGomod: Rule = {
  cause: "no-gomod",
  title: ({ run, command }) =>
    `${command} runs outside of a module: no go.mod in ${run.cwd ?? "the directory"} or above it`,
  why:
    "Go looks for go.mod in the current directory and then in each one above it. It found none, so there is no module " +
    "whose dependencies it could fetch. In containers and CI the command mostly runs in the wrong directory, or go.mod " +
    "was not copied yet.",
  looksLike: {
    log: [
      "go: go.mod file not found in current directory or any parent directory; see 'go help modules' (1.16 and later)",
      "go: cannot find main module; see 'go help modules' (1.15 and earlier)",
      "'go get' is no longer supported outside a module. (1.18 and later)",
      "go: no modules specified (see 'go help mod download')",
    ],
    trace: ["go.mod is looked for in every directory up to /, each time ENOENT, no socket"],
  },
  isNot: [
    { cause: "gowork-inconsistent", tell: "there a go.work was found that names a directory without go.mod" },
    { cause: "replace-missing-dir", tell: "there the missing go.mod is that of a replacement" },
  ],
  fixes: ({ run }) => [
    fix("see where go looks", "pwd; go env GOMOD GOWORK"),
    fix("run the command where go.mod is; in a Dockerfile, copy it before", "COPY go.mod go.sum ./"),
    fix("if this is to become a module", "go mod init MODULE/PATH"),
    ...(run.argv?.[1] === "get"
      ? [fix("to install a program, name its version", "go install PROGRAM/PATH@latest")]
      : []),
  ],
  links: ["https://go.dev/ref/mod#modules-overview", "https://go.dev/ref/mod#mod-commands"],
  match: (failure) => errorOfKind(failure, "no-gomod") && localMatch,
};
