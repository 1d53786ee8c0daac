import type { Failure } from "../model/run.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Match, type Rule } from "./rule.ts";

const steps = {
  compile: "does not compile",
  link: "does not link",
  vet: "does not pass go vet",
  test: "fails its tests",
  cgo: "cannot be built with its C code",
  constraints: "has no files for this platform",
  other: "cannot be built",
};

export const buildFailed: Rule = {
  cause: "build-failed",
  title: ({ failure }) => {
    const error = errorOfKind(failure, "build");
    return `${error?.package ?? failure.context?.package ?? "the code"} ${steps[error?.reason ?? "other"]}: the modules are all there`;
  },
  why:
    "Fetching is over: everything that go needed was there, and a later step failed. The compiler's own lines, in front " +
    "of this one in the log, say where. A dependency that moved to a new version may still be the reason: its API has " +
    "changed.",
  looksLike: {
    log: [
      "# PKG, then FILE:LINE:COL: undefined: X",
      "FAIL PKG [build failed]; --- FAIL: TestX",
      "build constraints exclude all Go files in DIR; use of internal package PKG not allowed; import cycle not allowed",
    ],
    trace: ["compile, link or the test binary is executed and exits with a status other than 0"],
  },
  isNot: [
    { cause: "go-version-too-old", tell: "there a note says which Go the module requires" },
    { cause: "vcs-stamping-failed", tell: "there only the question for the repository's state failed" },
    { cause: "killed", tell: "there the compiler was killed: `signal: killed`" },
  ],
  fixes: () => [
    fix("read the first line of the compiler, and build that package alone", "go build -v ./…"),
    fix("see what changed in the dependencies", "git diff HEAD~1 -- go.mod go.sum"),
    fix("with C code: see whether a compiler is there", "go env CGO_ENABLED CC; type -a gcc"),
  ],
  links: ["https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies"],
  match(failure): Match | null {
    if (errorOfKind(failure, "build")) return localMatch;
    return isLayoutError(failure) ? { ...localMatch, confidence: "likely" } : null;
  },
};

/** Packages that were found and may not be used as they are: nothing was left to fetch. */
function isLayoutError(failure: Failure): boolean {
  const kinds = new Set(["internal-package", "import-cycle", "no-go-files"]);
  return kinds.has(failure.error.kind);
}
