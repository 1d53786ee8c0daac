import type { Failure, Run } from "../model/run.ts";
import { ifKnown } from "./commands.ts";
import { errorOfKind } from "./matching.ts";
import { complaint, moduleHost } from "./vcs-helpers.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const vcsUnknownRevision: Rule = {
  cause: "vcs-unknown-revision",
  title: (subject) => `the repository of ${subject.module} has no revision ${revision(subject)}`,
  why:
    "Git reached the repository, and the tag, branch or commit is not in it. The tag was not pushed or has no v in front, a " +
    "module in a subdirectory needs the directory in its tags (sub/v1.2.3), or the commit was dropped by a forced push or " +
    "exists in a pull request alone. Up to 1.16 go hid git's own message, so missing credentials look the same there.",
  looksLike: {
    log: [
      "invalid version: unknown revision REV",
      "reading MOD/go.mod at revision VER: unknown revision VER",
      "fatal: couldn't find remote ref REV",
    ],
    trace: ["git ls-remote or git fetch exits with 0, and go gives up without asking further"],
  },
  isNot: [
    { cause: "vcs-auth-https", tell: "there git was refused; up to 1.16 only the trace, or -v, shows it" },
    { cause: "http-not-found", tell: "there a proxy was asked: the text has `reading URL: 404`" },
    {
      cause: "vcs-invalid-pseudo-version",
      tell: "there the commit exists, and the version's date or base is wrong",
    },
    { cause: "vcs-subdirectory", tell: "there the revision exists, and has no such module in it" },
  ],
  fixes: ({ module }) => [
    fix("see which tags and branches there are", ifKnown(module, `git ls-remote https://${module}`)),
    fix(
      "if the tag is yours: push it, with its v, and for a module in a subdirectory with the directory",
      "git push origin v1.2.3",
    ),
    fix("ask for a version or commit that exists", ifKnown(module, `go get ${module}@latest`)),
    fix(
      "see what git itself says (go up to 1.16 does not show it)",
      ifKnown(module, `go list -m -x ${module}@latest`),
    ),
  ],
  links: ["https://go.dev/ref/mod#vcs-version", "https://go.dev/ref/mod#vcs-find"],
  match(failure, run) {
    if (complaint(failure, run, "unknown-revision")) return {};
    if (!errorOfKind(failure, "unknown-revision") || isHidden(failure, run)) return null;
    const host = failure.role === "direct" ? failure.host : moduleHost(failure.module);
    return { role: "direct", host, confidence: mayHideMore(run) ? "likely" : "certain" };
  },
};

function isHidden(failure: Failure, run: Run): boolean {
  return (
    complaint(failure, run, "auth-https", "auth-ssh", "host-key", "dubious-ownership", "repo-not-found") !==
    null
  );
}

/** Up to 1.16 the same words stand for whatever git said, and without a trace nobody knows. */
function mayHideMore({ goVersion, tools }: Run): boolean {
  const minor = /^go1\.(\d+)/.exec(goVersion ?? "")?.[1];
  const reached = tools.some(({ name, program }) => name === "git" && program.exitStatus === 0);
  return minor !== undefined && Number(minor) <= 16 && !reached;
}

function revision({ failure, run }: Subject): string {
  const said =
    errorOfKind(failure, "unknown-revision")?.revision ??
    complaint(failure, run, "unknown-revision")?.revision;
  return said ?? failure.version ?? "of that name";
}
