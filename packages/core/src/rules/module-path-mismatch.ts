import { ifKnown } from "./commands.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const modulePathMismatch: Rule = {
  cause: "module-path-mismatch",
  title: (subject) => `${required(subject)} calls itself ${declared(subject)} in its own go.mod`,
  why:
    "A module may only be used under the path that its go.mod declares. It was renamed, it is a fork that kept the " +
    "original's name, it has a vanity path that is not where its repository is, or the path differs in upper and lower " +
    "case.",
  looksLike: {
    log: ["MOD@VER: parsing go.mod: module declares its path as: A, but was required as: B"],
    trace: ["the .mod is fetched or read from the cache, no .zip after it, exit status 1"],
  },
  isNot: [
    { cause: "vcs-major-mismatch", tell: "there only /v2 is missing or too much" },
    { cause: "dependency-gomod-malformed", tell: "there the dependency's go.mod cannot be read at all" },
    { cause: "no-required-module", tell: "there no module has the package" },
  ],
  fixes: (subject) => [
    fix(
      "see who asks for the other path",
      ifKnown(
        required(subject),
        `go mod why -m ${required(subject)}; go mod graph | grep '${required(subject)}@'`,
      ),
    ),
    fix(
      "use the module under its own path, in imports too",
      ifKnown(declared(subject), `go get ${declared(subject)}@latest && go mod tidy`),
    ),
    fix(
      "for a fork: keep the original's path and say where it comes from",
      ifKnown(
        declared(subject),
        `go mod edit -replace=${declared(subject)}=${required(subject)}@${subject.failure.version ?? "VERSION"}`,
      ),
    ),
    fix(
      "if a dependency asks for the old path: take the last version that had it",
      ifKnown(required(subject), `go list -m -versions ${required(subject)}`),
    ),
  ],
  links: ["https://go.dev/ref/mod#go-mod-file-module", "https://go.dev/ref/mod#go-mod-file-replace"],
  match: (failure) => errorOfKind(failure, "module-path-mismatch") && plainMatch,
};

function declared({ failure }: Subject): string {
  return errorOfKind(failure, "module-path-mismatch")?.declared ?? "something else";
}

function required({ failure, module }: Subject): string {
  return errorOfKind(failure, "module-path-mismatch")?.required ?? module;
}
