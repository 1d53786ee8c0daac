import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

const names = {
  "module-cache": "module cache",
  "build-cache": "build cache",
  "env-file": "settings",
  other: "files",
};

export const homeMissing: Rule = {
  cause: "home-missing",
  title: ({ failure }) => {
    const what = names[errorOfKind(failure, "home-missing")?.what ?? "other"];
    return `go does not know where to keep its ${what}: HOME is not set`;
  },
  why:
    "Go keeps modules under GOMODCACHE (by default under GOPATH, by default ~/go) and compiled packages under GOCACHE " +
    "(by default under XDG_CACHE_HOME or HOME). None of them is set: the environment is that of a systemd unit, a cron " +
    "job, `docker run --user` with a user that has no home, or a build tool that clears it.",
  looksLike: {
    log: [
      "module cache not found: neither GOMODCACHE nor GOPATH is set",
      "build cache is required, but could not be located: GOCACHE is not defined and neither $XDG_CACHE_HOME nor $HOME are defined",
    ],
    trace: ["no file under a home directory is tried, exit status 1, no socket"],
  },
  isNot: [
    { cause: "cache-permission", tell: "there the directory is known and go may not write it" },
    { cause: "goenv-invalid", tell: "there the setting exists and its value is refused" },
  ],
  fixes: () => [
    fix(
      "set HOME for the job: Environment=HOME=… in a systemd unit, ENV HOME=… in a Dockerfile",
      "export HOME=/path/to/home",
    ),
    fix("or name both caches", "export GOPATH=/var/cache/go GOCACHE=/var/cache/go-build"),
    fix("see what go sees", "env | grep -E 'HOME|^GO|XDG_'; go env GOPATH GOMODCACHE GOCACHE"),
  ],
  links: ["https://go.dev/ref/mod#module-cache", "https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching"],
  match: (failure) => errorOfKind(failure, "home-missing") && localMatch,
};
