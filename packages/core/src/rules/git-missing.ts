import { complaint } from "./vcs-helpers.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const gitMissing: Rule = {
  cause: "git-missing",
  title: (subject) =>
    `${tool(subject)} is not installed here, and ${subject.module} has to be fetched with it`,
  why:
    "Go fetches a module from its own repository with the version control tool that the repository needs, mostly git. It is " +
    "not in PATH, or a part of it is missing. Small images (alpine, distroless, slim) come without it, and through a module " +
    "proxy it would not be needed.",
  looksLike: {
    log: [
      'exec: "git": executable file not found in $PATH',
      "go: missing Git command. See https://golang.org/s/gogetcmd",
      "fatal: Unable to find remote helper for 'https' (git without its https part)",
    ],
    trace: ["newfstatat of git in each directory of PATH = -1 ENOENT, and no execve of it"],
  },
  isNot: [
    { cause: "vcs-network", tell: "there git runs, and cannot talk to the repository" },
    { cause: "syscall-blocked", tell: "there git is found, and may not be started" },
  ],
  fixes: (subject) => [
    fix("install it: Alpine", `apk add --no-cache ${tool(subject)}`),
    fix("Debian, Ubuntu", `apt-get update && apt-get install -y ${tool(subject)}`),
    fix(
      "if the module is public: fetch it through a proxy instead",
      "go env -w GOPROXY=https://proxy.golang.org,direct",
    ),
    fix("or fetch all modules in a stage of the build that has git", "go mod download"),
  ],
  links: ["https://go.dev/ref/mod#vcs", "https://go.dev/ref/mod#module-proxy"],
  match(failure, run) {
    if (errorOfKind(failure, "vcs-missing")) return plainMatch;
    return complaint(failure, run, "helper-missing") && { confidence: "likely" };
  },
};

function tool({ failure }: Subject): string {
  const { error } = failure;
  return error.kind === "vcs-missing" || error.kind === "vcs" ? error.tool : "git";
}
