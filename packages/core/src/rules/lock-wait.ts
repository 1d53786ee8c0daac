import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const lockWait: Rule = {
  cause: "lock-wait",
  title: ({ failure, moduleVersion }) => {
    const wait = errorOfKind(failure, "lock-wait");
    const subject = failure.module === null ? (wait?.path ?? "a file") : moduleVersion;
    const time = wait?.waitedMs == null ? "" : ` for ${(wait.waitedMs / 1000).toFixed(1)} s`;
    return `go ${wait?.ended === false ? "waits" : "waited"}${time} for another process that holds the lock of ${subject}`;
  },
  why:
    "Go takes a lock on the files of a module version while it downloads and unpacks it, and on a repository while git " +
    "works in it. Another go command, gopls, an IDE or a build in a container that shares the cache holds that lock. Go " +
    "waits without a limit and without a word.",
  looksLike: {
    log: ["nothing: go does not say that it waits"],
    trace: ["flock(FD<…/VER.lock>, LOCK_EX) that does not return, or returns after seconds"],
  },
  isNot: [
    { cause: "http-no-response", tell: "there the wait is on a socket" },
    { cause: "vcs-slow", tell: "there this process holds the lock, and its own git takes the time" },
    { cause: "lock-unsupported", tell: "there flock fails at once: the file system has no locks" },
  ],
  fixes: ({ failure }) => {
    const path = errorOfKind(failure, "lock-wait")?.path ?? "FILE";
    return [
      fix("see who holds it", `fuser -v ${path}; lslocks | grep '${path.split("/").at(-1) ?? path}'`),
      fix(
        "see what that process waits for: it may itself be stuck",
        "ps -o pid,etime,args -p PID; strace -f -p PID",
      ),
      fix("end it if nobody needs it; the lock goes with it, the file may stay", "kill PID"),
      fix("let builds that run side by side have caches of their own", 'export GOMODCACHE="$PWD/.cache/mod"'),
    ];
  },
  links: ["https://go.dev/ref/mod#module-cache"],
  match: (failure) => errorOfKind(failure, "lock-wait") && localMatch,
};
