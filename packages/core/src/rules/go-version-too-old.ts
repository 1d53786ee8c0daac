import type { Failure, Run } from "../model/run.ts";
import { again, ifKnown } from "./commands.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Match, type Rule, type Subject } from "./rule.ts";

export const goVersionTooOld: Rule = {
  cause: "go-version-too-old",
  title: ({ failure, run, module }) => {
    const { needed, dependency } = wanted(failure, run);
    const running = errorOfKind(failure, "requires-go")?.running ?? run.goVersion;
    return `${dependency ? module : "go.mod"} needs ${needed}, and this is ${running ? version(running) : "an older go"}`;
  },
  why:
    "The go line of a go.mod is the oldest Go that may use it. Go 1.21 and later refuse to go on with an older one, " +
    "unless GOTOOLCHAIN lets them fetch the newer toolchain: GOTOOLCHAIN=local, which the official Docker images set, " +
    "forbids that. Go 1.20 and earlier compile first and say it only as a note under the compiler's errors.",
  looksLike: {
    log: [
      "go: go.mod requires go >= X (running go Y; GOTOOLCHAIN=local) (1.21 and later)",
      "go: MOD@VER requires go >= X (running go Y; GOTOOLCHAIN=local) (1.21 and later)",
      "note: module requires Go X, under compile errors (1.20 and earlier)",
    ],
    trace: ["go.mod is read, exit status 1, no request for golang.org/toolchain"],
  },
  isNot: [
    {
      cause: "toolchain-not-available",
      tell: "there go was allowed to fetch the newer toolchain and did not get it",
    },
    {
      cause: "gomod-too-new",
      tell: "there an old go stumbles over the syntax: `invalid go version`, `unknown directive`",
    },
    {
      cause: "package-not-in-std",
      tell: "there an import of a newer standard library is missing, no version is named",
    },
  ],
  fixes: (subject) => [...upgrades(subject), ...downgrade(subject)],
  links: ["https://go.dev/doc/toolchain", "https://go.dev/ref/mod#go-mod-file-go"],
  outranks: ["build-failed"],
  match(failure, run) {
    const required = errorOfKind(failure, "requires-go");
    if (required) return { ...localMatch, ...(required.module && { module: required.module.module }) };
    if (errorOfKind(failure, "build-needs-go")) return { ...localMatch, confidence: "likely" };
    return compiledByOldGo(failure, run);
  },
};

/** The compiler's errors, with the note that the module wants a newer Go (1.20 and earlier). */
function compiledByOldGo(failure: Failure, run: Run): Match | null {
  const compiler = errorOfKind(failure, "build")?.reason === "compile";
  return compiler && noteOf(run) !== null ? { ...localMatch, confidence: "likely" } : null;
}

function noteOf(run: Run): string | null {
  for (const { message } of run.messages) {
    if (message.body.kind === "error" && message.body.error.kind === "build-needs-go")
      return message.body.error.needed;
  }
  return null;
}

function wanted(failure: Failure, run: Run): { needed: string; dependency: boolean } {
  const required = errorOfKind(failure, "requires-go");
  const needed = required?.needed ?? errorOfKind(failure, "build-needs-go")?.needed ?? noteOf(run);
  return {
    needed: needed === null ? "a newer go" : version(needed),
    dependency: required !== null && required.file === null && (required.module ?? failure.module) !== null,
  };
}

function version(text: string): string {
  return `go ${text.replace(/^go ?/, "")}`;
}

function upgrades(subject: Subject): ReturnType<typeof fix>[] {
  const { needed } = wanted(subject.failure, subject.run);
  return [
    fix(`install ${needed} or later from https://go.dev/dl/; in a Dockerfile take a newer golang image`),
    fix("or let go 1.21 and later fetch it", again(subject, "GOTOOLCHAIN=auto")),
  ];
}

function downgrade({ failure, run, module }: Subject): ReturnType<typeof fix>[] {
  if (wanted(failure, run).dependency) {
    return [
      fix(
        "or take an older version of the module, which this go may use",
        ifKnown(module, `go list -m -versions ${module}`),
      ),
    ];
  }
  return [fix("or, if the code uses nothing newer, lower the go line", "go mod edit -go=X.Y")];
}
