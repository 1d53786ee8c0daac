import { again } from "./commands.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const vcsStampingFailed: Rule = {
  cause: "vcs-stamping-failed",
  title: ({ failure }) => {
    const status = errorOfKind(failure, "vcs-stamping")?.exitStatus;
    return `go could not ask the project's own repository for its state${status == null ? "" : ` (git ended with ${status})`}`;
  },
  why:
    "Since Go 1.18 the revision of the project is written into the program, and go asks git for it. The repository is " +
    "there and git refuses: the directory belongs to another user, as in most containers (`dubious ownership`), or .git " +
    "is not whole. Nothing is wrong with the modules.",
  looksLike: {
    log: [
      "error obtaining VCS status: exit status 128, Use -buildvcs=false to disable VCS stamping. (1.18 and later)",
    ],
    trace: [
      "git status --porcelain or git log runs in the project's directory and exits with 128, after all packages are built",
    ],
  },
  isNot: [
    { cause: "vcs-dubious-ownership", tell: "there the repository is one that go keeps in the module cache" },
    { cause: "git-missing", tell: "there a module had to come by git, and git is not installed" },
  ],
  fixes: (subject) => [
    fix("see what git says", "git status --porcelain; git log -1"),
    fix(
      "tell git that this directory is yours",
      `git config --global --add safe.directory ${subject.run.cwd ?? '"$PWD"'}`,
    ),
    fix("or build without the stamp", again(subject, "GOFLAGS=-buildvcs=false")),
  ],
  links: ["https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies"],
  match: (failure) => errorOfKind(failure, "vcs-stamping") && localMatch,
};
