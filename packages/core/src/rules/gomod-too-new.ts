import type { Failure } from "../model/run.ts";
import type { ParseProblem } from "../model/local-error.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const gomodTooNew: Rule = {
  cause: "gomod-too-new",
  title: ({ failure, run }) => {
    const parse = errorOfKind(failure, "gomod-parse");
    const running = run.goVersion?.replace(/^go/, "go ") ?? "this go";
    return `${parse?.file ?? "go.mod"} was written for a newer Go: ${running} cannot read it`;
  },
  why:
    "The syntax of go.mod grew: a go line with three numbers and the toolchain line came with Go 1.21, godebug with " +
    "1.23, tool with 1.24, ignore with 1.25. A go from before does not know them and stops while it reads the file. " +
    "Go of Linux distributions is often that old.",
  looksLike: {
    log: [
      "go.mod:3: invalid go version '1.23.0': must match format 1.23 (1.20 and earlier)",
      "go.mod:5: unknown directive: toolchain (1.20 and earlier); tool (1.23 and earlier); ignore (1.24 and earlier)",
      "go.mod:9: unknown block type: tool",
    ],
    trace: ["go.mod is opened and read, exit status 1, no socket"],
  },
  isNot: [
    {
      cause: "gomod-malformed",
      tell: "there the word is no directive of any Go: a typo, the marks of a merge",
    },
    {
      cause: "go-version-too-old",
      tell: "there go could read the file and says `requires go >=` (1.21 and later)",
    },
  ],
  fixes: ({ run }) => [
    fix("see which go runs, and whether another one comes first in PATH", "go version; type -a go"),
    fix("install the Go that the file asks for, from https://go.dev/dl/ instead of the distribution"),
    fix(
      `if the project has to build with ${run.goVersion ?? "the old go"}: take the new lines out of go.mod`,
      "go mod edit -go=X.Y -toolchain=none",
    ),
  ],
  links: ["https://go.dev/ref/mod#go-mod-file-grammar", "https://go.dev/doc/toolchain"],
  match: (failure) => (isTooNew(failure) ? localMatch : null),
};

/** True where every complaint is about something that a newer Go reads. */
export function isTooNew(failure: Failure): boolean {
  const parse = errorOfKind(failure, "gomod-parse");
  return parse !== null && parse.problems.length > 0 && parse.problems.every(isOfNewerGo);
}

const newerDirectives: ReadonlySet<string> = new Set(["toolchain", "godebug", "tool", "ignore", "retract"]);

function isOfNewerGo({ reason, subject }: ParseProblem): boolean {
  if (subject === null) return false;
  if (reason === "unknown-directive" || reason === "unknown-block") return newerDirectives.has(subject);
  // 1.21.0, 1.21rc2: what `go mod tidy` writes since 1.21.
  return reason === "invalid-go-version" && /^1\.\d+(?:\.\d+|rc\d+|beta\d+)$/.test(subject);
}
