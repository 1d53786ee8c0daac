import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const gosumMalformed: Rule = {
  cause: "gosum-malformed",
  title: ({ failure }) => {
    const error = errorOfKind(failure, "gosum-malformed");
    const file = error?.file ?? "go.sum";
    return error?.line == null
      ? `${file} cannot be read`
      : `${file} cannot be read: line ${error.line} has not three fields`;
  },
  why:
    "Each line of go.sum holds a module, a version and a hash. This one does not, and go reads no further: the marks of " +
    "a merge conflict, a cut file, or an editor that broke a line.",
  looksLike: {
    log: [
      "malformed go.sum: FILE:LINE: wrong number of fields N (1.22 and later)",
      "go: malformed go.sum: FILE:LINE: wrong number of fields N (1.21 and earlier)",
    ],
    trace: ["go.sum is read, no socket, exit status 1"],
  },
  isNot: [
    { cause: "missing-gosum-entry", tell: "there the file is readable and lacks a line" },
    { cause: "checksum-mismatch-gosum", tell: "there the line is readable and its hash is another one" },
  ],
  fixes: ({ failure }) => [
    fix("look at the line", `sed -n '${errorOfKind(failure, "gosum-malformed")?.line ?? 1}p' go.sum`),
    fix(
      "after a merge: delete only the lines of the marks (<<<<<<<, =======, >>>>>>>), keep both sides, then let go sort it out",
      "go mod tidy",
    ),
    fix(
      "or take the file from the last good commit and add what is new",
      "git checkout origin/HEAD -- go.sum && go mod tidy",
    ),
  ],
  links: ["https://go.dev/ref/mod#go-sum-files"],
  match: (failure) => errorOfKind(failure, "gosum-malformed") && localMatch,
};
