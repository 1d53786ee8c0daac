import { ifKnown } from "./commands.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const vcsSlow: Rule = {
  cause: "vcs-slow",
  title: (subject) => title(subject),
  why:
    "A module that is fetched directly costs a run of git, and for a pseudo-version or a branch git fetches the whole history " +
    "with all tags. Large repositories take minutes for that. A tool that never ends waits for somebody: ssh for a " +
    "passphrase or a host key (go lets it ask since 1.25), git for a credential helper.",
  looksLike: {
    log: ["`95.3s # cd …/cache/vcs/…; git fetch -f origin refs/heads/*…` with -x; otherwise nothing"],
    trace: ["git fetch or ssh is running for most of the time, or still when the record ends"],
  },
  isNot: [
    { cause: "connect-timeout", tell: "there the tool waits for a connection to open" },
    { cause: "lock-wait", tell: "there go waits for another go that holds the repository's lock" },
    { cause: "http-slow", tell: "there go's own requests are what takes long" },
  ],
  fixes: ({ module, command, host }) => [
    fix("see which command takes how long", `${command} -x`),
    fix(
      "if the module is public: fetch it through a proxy, which has it ready",
      "go env -w GOPROXY=https://proxy.golang.org,direct",
    ),
    fix("keep the module cache between runs: cache/vcs holds what git fetched", "go env GOMODCACHE"),
    fix("require a tagged version: it needs no history", ifKnown(module, `go get ${module}@latest`)),
    fix(
      "if it never ends: see what the tool asks for",
      ifKnown(host, `ssh -o BatchMode=yes -T git@${host}; git ls-remote https://${host}/…`),
    ),
  ],
  links: ["https://go.dev/ref/mod#vcs", "https://go.dev/ref/mod#module-cache"],
  match(failure) {
    if (errorOfKind(failure, "slow")?.on === "version-control") return plainMatch;
    const silent = errorOfKind(failure, "tool-silent");
    return silent && silent.exitStatus === null ? { confidence: "likely" } : null;
  },
};

function title({ failure, module }: Subject): string {
  const silent = errorOfKind(failure, "tool-silent");
  return silent
    ? `${silent.tool} did not come to an end while it worked on ${module}`
    : `most of the time went into fetching ${module} from its repository`;
}
