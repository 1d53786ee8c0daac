import type { Failure } from "../model/run.ts";
import { again } from "./commands.ts";
import { fileTrouble, hasErrno, localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const vendorPackageMissing: Rule = {
  cause: "vendor-package-missing",
  title: ({ failure }) =>
    `vendor/ does not have the package ${packageOf(failure) ?? "that the code imports"}`,
  why:
    "With -mod=vendor go takes packages from vendor/ alone and asks nobody. vendor/modules.txt fits go.mod, but the " +
    "directory of this package is not there: the import is new, or a .gitignore or .dockerignore rule drops a " +
    "directory of that name (build, dist, bin).",
  looksLike: {
    log: [
      "cannot find module providing package PKG: import lookup disabled by -mod=vendor (1.13 and later)",
      'cannot find package "." in: DIR/vendor/PKG (1.14 to 1.19)',
      "cannot load PKG: open DIR/vendor/PKG: no such file or directory (1.11 to 1.13)",
    ],
    trace: ["vendor/modules.txt is read, the package's directory under vendor/ is ENOENT, no socket"],
  },
  isNot: [
    {
      cause: "vendor-inconsistent",
      tell: "there modules.txt and go.mod differ, and go says so before it looks for packages",
    },
    {
      cause: "no-required-module",
      tell: "there go works without vendor/, and no module in go.mod has the package",
    },
  ],
  fixes: (subject) => [
    fix("write vendor/ anew and commit it", "go mod tidy && go mod vendor"),
    fix(
      "look for an ignore rule that drops the directory",
      `git check-ignore -v vendor/${packageOf(subject.failure) ?? "PACKAGE/PATH"}`,
    ),
    fix("or leave vendor/ aside for one run", again(subject, "GOFLAGS=-mod=mod")),
  ],
  links: ["https://go.dev/ref/mod#vendoring"],
  match(failure) {
    if (errorOfKind(failure, "vendor-package-missing") || isUnreadable(failure)) return localMatch;
    const disabled = errorOfKind(failure, "lookup-disabled");
    return disabled?.by === "-mod=vendor" && disabled.what === "import" ? localMatch : null;
  },
};

/** 1.11 to 1.13 take the directory for granted until they open it (modload/import.go). */
function isUnreadable(failure: Failure): boolean {
  const trouble = fileTrouble(failure);
  const name = failure.context?.package ?? null;
  if (!trouble?.path || name === null || !hasErrno(trouble, "ENOENT")) return false;
  return trouble.path.replaceAll("\\", "/").endsWith(`/vendor/${name}`);
}

function packageOf(failure: Failure): string | null {
  return errorOfKind(failure, "vendor-package-missing")?.package ?? failure.context?.package ?? null;
}
