import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, riskyFix, type Rule, type Subject } from "./rule.ts";

export const govcsDisallowed: Rule = {
  cause: "govcs-disallowed",
  title: (subject) => title(subject),
  why:
    "GOVCS says which version control tools go may run for which modules. By default public modules may use git and hg alone, " +
    "since the others are easier to trick by a hostile server; private ones, which GOPRIVATE covers, may use any.",
  looksLike: {
    log: [
      "GOVCS disallows using svn for public MOD; see 'go help vcs' (1.16 and later)",
      "malformed entry in GOVCS; unreachable pattern in GOVCS",
    ],
    trace: ["no tool is started after the repository was found"],
  },
  isNot: [
    { cause: "git-missing", tell: "there the tool is allowed, and not installed" },
    { cause: "insecure-not-allowed", tell: "there it is the protocol that is not allowed" },
  ],
  fixes: ({ failure, privatePattern }) => [
    fix("see what is set", "go env GOVCS GOPRIVATE"),
    fix(
      "if the module is public: fetch it through a proxy, which needs no tool here",
      "go env -w GOPROXY=https://proxy.golang.org,direct",
    ),
    fix(
      "if the module is private: say so, and the rule for private ones holds",
      `go env -w GOPRIVATE='${privatePattern}'`,
    ),
    riskyFix(
      "or allow the tool for this host alone",
      `go env -w GOVCS='${privatePattern}:${toolOf(failure) ?? "svn"},public:git|hg,private:all'`,
      "go runs that tool on what this host sends",
    ),
  ],
  links: ["https://go.dev/ref/mod#vcs-govcs"],
  match: (failure) => errorOfKind(failure, "govcs") && plainMatch,
};

function toolOf(failure: Subject["failure"]): string | null {
  return errorOfKind(failure, "govcs")?.vcs ?? null;
}

function title({ failure, module }: Subject): string {
  const error = errorOfKind(failure, "govcs");
  if (error?.reason !== "disallowed") return "GOVCS is set to something that go cannot read";
  const visibility = error.visibility ?? "public";
  return `GOVCS does not let go run ${error.vcs ?? "that tool"} for the ${visibility} module ${module}`;
}
