import { isTooNew } from "./gomod-too-new.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const gomodMalformed: Rule = {
  cause: "gomod-malformed",
  title: (subject) => `${place(subject)} cannot be read: ${complaint(subject)}`,
  why:
    "Go reads go.mod before anything else, and a line that it does not understand stops every command. Most often a " +
    "merge left its marks, a version has no `v` in front or does not fit the path's major version, or a line was " +
    "edited by hand.",
  looksLike: {
    log: [
      "go: errors parsing go.mod: followed by FILE:LINE: text (absolute path in 1.20 and earlier)",
      "go.mod:9: unknown directive: <<<<<<<",
      'version "v2.0.0" invalid: should be v0 or v1, not v2',
      "go: error reading go.mod: missing module declaration",
    ],
    trace: ["go.mod is opened and read, exit status 1, no socket"],
  },
  isNot: [
    { cause: "gomod-too-new", tell: "there the line is right, and only this go is too old for it" },
    {
      cause: "dependency-gomod-malformed",
      tell: "there the go.mod is that of a dependency: MOD@VER: parsing go.mod",
    },
    { cause: "gomod-needs-update", tell: "there the file is readable and lacks requirements" },
  ],
  fixes: (subject) => [
    fix("look at the line that go names", `sed -n '1,40p' ${fileName(subject)}`),
    fix(
      "after a merge: take one side, then let go put the requirements together",
      "git checkout --ours go.mod && go mod tidy",
    ),
    fix("check the whole file", "go mod edit -json"),
  ],
  links: ["https://go.dev/ref/mod#go-mod-file"],
  match(failure) {
    if (errorOfKind(failure, "gomod-missing-module")) return localMatch;
    return errorOfKind(failure, "gomod-parse") && !isTooNew(failure) ? localMatch : null;
  },
};

function fileName({ failure }: Subject): string {
  return errorOfKind(failure, "gomod-parse")?.file ?? "go.mod";
}

function place(subject: Subject): string {
  const problem = errorOfKind(subject.failure, "gomod-parse")?.problems[0];
  if (!problem) return fileName(subject);
  return problem.line === null ? problem.file : `${problem.file}:${problem.line}`;
}

function complaint({ failure }: Subject): string {
  return errorOfKind(failure, "gomod-parse")?.problems[0]?.text ?? "it does not name its module";
}
