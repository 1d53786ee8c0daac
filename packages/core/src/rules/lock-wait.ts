import type { Failure } from "../model/run.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

/** Less is what any call takes, and "0.0 s" says nothing. */
const leastMs = 50;

function isWorthANumber(ms: number | null): ms is number {
  return ms !== null && ms >= leastMs;
}

/** By the end of its path: the whole of it is too long for a line, and there is one such file in a cache. */
function searchFor(failure: Failure): string | null {
  const path = errorOfKind(failure, "lock-wait")?.path || ".lock";
  const end = path.split("/").slice(-2).join("/");
  return /^[\w@!+.~/-]+$/.test(end) ? `lslocks -u | grep '${end}'` : null;
}

export const lockWait: Rule = {
  cause: "lock-wait",
  title: ({ failure, moduleVersion }) => {
    const wait = errorOfKind(failure, "lock-wait");
    const subject = failure.module === null ? (wait?.path ?? "a file") : moduleVersion;
    const time =
      wait === null || !isWorthANumber(wait.waitedMs) ? "" : ` for ${(wait.waitedMs / 1000).toFixed(1)} s`;
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
    const pid = failure.lock?.holder?.pid ?? null;
    return [
      ...(pid === null ? [fix("see who holds it: its number is in the column PID", searchFor(failure))] : []),
      fix(
        "see what that process waits for: it may itself be stuck",
        `ps -o pid,etime,args -p ${pid ?? "PID"}; strace -f -p ${pid ?? "PID"}`,
      ),
      fix("end it if nobody needs it; the lock goes with it, the file may stay", `kill ${pid ?? "PID"}`),
      fix("let builds that run side by side have caches of their own", 'export GOMODCACHE="$PWD/.cache/mod"'),
    ];
  },
  links: ["https://go.dev/ref/mod#module-cache"],
  match: (failure) => errorOfKind(failure, "lock-wait") && localMatch,
};
