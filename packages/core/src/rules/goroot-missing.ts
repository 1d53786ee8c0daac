import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const gorootMissing: Rule = {
  cause: "goroot-missing",
  title: ({ failure }) => {
    const dir = errorOfKind(failure, "goroot-missing")?.dir;
    return dir
      ? `the Go installation that go expects at ${dir} is not there`
      : "go does not find its own installation (GOROOT)";
  },
  why:
    "The go command needs the rest of its distribution: standard library, compiler, go.env. It looks where GOROOT says, " +
    "or around its own binary. GOROOT points to a Go that was removed or moved, or only the binary was copied.",
  looksLike: {
    log: [
      "go: cannot find GOROOT directory: DIR",
      "go: cannot find GOROOT directory: 'go' binary is trimmed and GOROOT is not set",
    ],
    trace: ["/proc/self/exe is read, DIR is ENOENT, exit status 2 before go.mod is read"],
  },
  isNot: [
    { cause: "package-not-in-std", tell: "there the installation is found and one package is not in it" },
    { cause: "toolchain-not-available", tell: "there another Go was to be fetched" },
  ],
  fixes: () => [
    fix("do without GOROOT: go finds its own", "unset GOROOT; go env -u GOROOT; go version"),
    fix("see which go runs", 'type -a go; readlink -f "$(command -v go)"'),
    fix("install Go as a whole, and anew, not over an older one: https://go.dev/doc/install"),
  ],
  links: ["https://go.dev/doc/install", "https://pkg.go.dev/cmd/go#hdr-Environment_variables"],
  match: (failure) => errorOfKind(failure, "goroot-missing") && localMatch,
};
