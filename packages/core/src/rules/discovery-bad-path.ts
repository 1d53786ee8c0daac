import type { Failure } from "../model/run.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { importWithoutHost } from "./package-not-in-std.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const discoveryBadPath: Rule = {
  cause: "discovery-bad-path",
  title: (subject) => `${path(subject)} is no path that go can fetch from${complaint(subject.failure)}`,
  why:
    "A module's path begins with the name of a host, which has a dot, and for GitHub and its like goes on with owner and " +
    "repository. Without a host nobody can be asked. A URL copied with its https://, a path of a package of this program " +
    "without the module's own path in front, and a missing replace directive come to this.",
  looksLike: {
    log: [
      'malformed module path "x/y": missing dot in first path element',
      'unrecognized import path "x/y": import path does not begin with hostname',
      '"https://" not allowed in import path; invalid github.com/ import path "github.com/x"',
    ],
    trace: ["no socket, exit status 1"],
  },
  isNot: [
    {
      cause: "package-not-in-std",
      tell: "there a source file imports the path, and go takes it for the standard library's",
    },
    { cause: "discovery-no-meta", tell: "there the host was asked" },
    { cause: "no-required-module", tell: "there the path is good, and no module in go.mod has it" },
  ],
  fixes: () => [
    fix("drop https:// and write host, owner and repository", "go get github.com/OWNER/REPOSITORY"),
    fix("for a package of this module: begin with the module's own path", "head -1 go.mod"),
    fix("for a module that is only on this disk: replace it", "go mod edit -replace NAME=../DIRECTORY"),
  ],
  links: ["https://go.dev/ref/mod#module-path", "https://go.dev/ref/mod#vcs-find"],
  match(failure) {
    if (errorOfKind(failure, "unrecognized-import-path")?.reason === "bad-path") return plainMatch;
    const error = errorOfKind(failure, "invalid-path");
    if (!error) return null;
    // Of an import the same words say that it is in no module and not in the standard library.
    return importWithoutHost(failure) === null ? plainMatch : null;
  },
};

function path({ failure, module }: Subject): string {
  const { error } = failure;
  const named = error.kind === "invalid-path" || error.kind === "unrecognized-import-path" ? error.path : "";
  return named || module;
}

function complaint(failure: Failure): string {
  switch (errorOfKind(failure, "invalid-path")?.reason) {
    case "missing-dot":
    case "hostless":
      return ": it does not begin with a host";
    case "scheme":
      return ": a scheme does not belong into it";
    case "github":
      return ": owner or repository is missing";
    case "char":
      return ": it has a character or element that is not allowed";
    default:
      return "";
  }
}
