import { errorOfKind, plainMatch } from "./matching.ts";
import type { ModuleVersion } from "../model/go-error.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const versionConflict: Rule = {
  cause: "version-conflict",
  title: (subject) => {
    const conflict = errorOfKind(subject.failure, "version-conflict");
    const by = conflict?.by && name(conflict.by);
    const requires = conflict?.requires && name(conflict.requires);
    if (by && requires) return `${by} requires ${requires}, which rules out ${wanted(subject)}`;
    return `${wanted(subject)} cannot be chosen: go.mod or another requirement rules it out`;
  },
  why:
    "Of every module go builds with one version: the highest that anything in the module graph asks for. A version " +
    "below that cannot be chosen as long as the module that asks for more stays as it is, and a version that an exclude " +
    "directive names cannot be chosen at all.",
  looksLike: {
    log: [
      "go: A@V requires B@V2, not B@V1 (1.16 and later)",
      "go: A@V indirectly requires B@V2, not B@V1",
      "MOD@VER: excluded by go.mod",
    ],
    trace: ["only .mod files are fetched or read, then exit status 1"],
  },
  isNot: [
    { cause: "no-matching-versions", tell: "there no version fits the query, whoever else asks" },
    { cause: "ambiguous-import", tell: "there versions can be chosen, and two modules have one package" },
  ],
  fixes: ({ failure }) => {
    const conflict = errorOfKind(failure, "version-conflict");
    const target = conflict?.wanted?.module ?? conflict?.requires?.module ?? failure.module ?? "MODULE";
    return [
      fix("see who asks for which version", `go mod graph | grep '${target}@'`),
      fix("take the version that is required"),
      fix("or lower both together", `go get ${conflict?.by?.module ?? "OTHER"}@OLDER ${target}@VERSION`),
      fix(
        "or, knowing that the other module was not tested with it, force it",
        `go mod edit -replace=${target}=${target}@VERSION`,
      ),
    ];
  },
  links: ["https://go.dev/ref/mod#minimal-version-selection", "https://go.dev/ref/mod#go-get"],
  match: (failure) =>
    (errorOfKind(failure, "version-conflict") ?? errorOfKind(failure, "excluded")) && plainMatch,
};

function name({ module, version }: ModuleVersion): string {
  return version === null ? module : `${module}@${version}`;
}

function wanted({ failure, moduleVersion }: Subject): string {
  const named = errorOfKind(failure, "version-conflict")?.wanted;
  return named ? name(named) : moduleVersion;
}
