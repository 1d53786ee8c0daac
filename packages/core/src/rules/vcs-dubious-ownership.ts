import { complaint } from "./vcs-helpers.ts";
import { fix, riskyFix, type Rule, type Subject } from "./rule.ts";

export const vcsDubiousOwnership: Rule = {
  cause: "vcs-dubious-ownership",
  title: (subject) => `git refuses ${directory(subject)}: it belongs to another user`,
  why:
    "Since 2.35.2 git does not work in a repository that another user owns. The module cache was filled by another user, as " +
    "after sudo go, with a volume shared between containers, or in CI where the checkout and the build run under different " +
    "ids.",
  looksLike: {
    log: [
      "fatal: detected dubious ownership in repository at 'DIR'",
      "fatal: unsafe repository ('DIR' is owned by someone else)",
      "fatal: 'origin' does not appear to be a git repository (all that go 1.19 shows of it)",
    ],
    trace: ["git stats its directory in cache/vcs and exits with 128 before it opens a socket"],
  },
  isNot: [
    {
      cause: "vcs-stamping-failed",
      tell: "there it is about the main module's own repository: `error obtaining VCS status`",
    },
    { cause: "cache-permission", tell: "there go itself may not read or write the cache" },
    { cause: "vcs-safe-bare", tell: "there git refuses bare repositories, whoever owns them" },
  ],
  fixes: (subject) => [
    fix("see who owns the cache, and who runs go", 'id -u; ls -ldn "$(go env GOMODCACHE)/cache/vcs"/*'),
    fix(
      "give the cache to the user that runs go",
      'sudo chown -R "$(id -u):$(id -g)" "$(go env GOMODCACHE)"',
    ),
    fix("or use a cache of its own", "export GOMODCACHE=$HOME/go/pkg/mod"),
    riskyFix(
      "or tell git to accept this directory",
      `git config --global --add safe.directory ${path(subject) ?? "DIR"}`,
      "whoever owns that directory can have git run commands in your name",
    ),
  ],
  links: ["https://git-scm.com/docs/git-config", "https://go.dev/ref/mod#module-cache"],
  outranks: ["vcs-unknown-revision"],
  match(failure, run) {
    if (complaint(failure, run, "dubious-ownership")) return {};
    // Git does not read the configuration of such a repository, and so knows no `origin`.
    return complaint(failure, run, "not-a-repository")?.path === "origin" ? { confidence: "possible" } : null;
  },
};

function path({ failure, run }: Subject): string | null {
  return complaint(failure, run, "dubious-ownership")?.path ?? null;
}

function directory(subject: Subject): string {
  return path(subject) ?? "its directory in the module cache";
}
