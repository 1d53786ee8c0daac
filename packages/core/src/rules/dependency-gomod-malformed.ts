import type { Failure } from "../model/run.ts";
import { escapeModulePath } from "../pipeline/module-path.ts";
import { ifKnown } from "./commands.ts";
import { originOfGomod } from "./gomod-origin.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const dependencyGomodMalformed: Rule = {
  cause: "dependency-gomod-malformed",
  title: ({ failure, moduleVersion }) => {
    const parse = errorOfKind(failure, "dependency-gomod-parse");
    return `the go.mod of ${moduleVersion} cannot be read${parse?.line == null ? "" : `: line ${parse.line}`}`;
  },
  why:
    "Go reads the go.mod of each module in the graph and could not make sense of this one. It was published broken, " +
    "holds a go line or a directive that this go is too old for, or is not a go.mod at all but a page that something " +
    "between here and the module's host sent.",
  looksLike: {
    log: [
      "go: MOD@VER: parsing go.mod: go.mod:LINE: unknown directive: WORD",
      "go: MOD@VER: parsing go.mod: missing module line",
    ],
    trace: ["the .mod is fetched or read from the cache, exit status 1"],
  },
  isNot: [
    { cause: "gomod-malformed", tell: "there it is the go.mod of this project: errors parsing go.mod" },
    { cause: "http-not-a-module", tell: "there a login page was served instead" },
    { cause: "cache-poisoned", tell: "there such a page is in the module cache from an earlier run" },
    { cause: "module-path-mismatch", tell: "there the file is readable and names another path" },
  ],
  fixes: ({ module, moduleVersion, failure }) => [
    fix(
      "look at the file",
      ifKnown(
        module,
        `curl -sS https://${proxyOf(failure)}/${escapeModulePath(module)}/@v/${failure.version ?? "VERSION"}.mod`,
      ),
    ),
    fix("take a version whose go.mod can be read", ifKnown(module, `go list -m -versions ${module}`)),
    fix("if the line is right for a newer Go: use that Go", "go version"),
    fix(
      "until the author mends it: exclude the version",
      ifKnown(moduleVersion, `go mod edit -exclude=${moduleVersion}`),
    ),
  ],
  links: ["https://go.dev/ref/mod#go-mod-file", "https://go.dev/ref/mod#go-mod-file-exclude"],
  match(failure, run) {
    const parse = errorOfKind(failure, "dependency-gomod-parse");
    if (!parse) return null;
    if (parse.reason !== "missing-module-line") return plainMatch;
    // An empty go.mod in a repository reads so, and a page that was sent in its place: who served it tells which.
    if (failure.role === "direct") return { confidence: "likely" };
    return originOfGomod(failure, run) === "unknown" ? { confidence: "possible" } : null;
  },
};

function proxyOf({ role, host }: Failure): string {
  return role === "module-proxy" && host !== null ? host : "proxy.golang.org";
}
