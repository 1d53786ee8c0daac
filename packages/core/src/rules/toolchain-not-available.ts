import type { Failure } from "../model/run.ts";
import { answeredWith, errorOfKind, within } from "./matching.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const toolchainNotAvailable: Rule = {
  cause: "toolchain-not-available",
  title: ({ failure }) =>
    `the toolchain ${toolchainName(failure) ?? "that go.mod asks for"} is not to be had`,
  why:
    "go.mod asks for a newer Go than this one, and go tried to fetch it as a version of the module golang.org/toolchain. " +
    "Nobody whom GOPROXY names has it: a company proxy that filters golang.org/toolchain, GOPROXY=off or direct, or a " +
    "version that was never released. Any failure to reach `direct` ends in the same words, even one of DNS.",
  looksLike: {
    log: [
      "go: download go1.24.0 for linux/amd64: toolchain not available (1.21 and later)",
      "go: download go1.22 for linux/amd64: toolchain not available: `go 1.22` without patch level (1.21.0–1.21.10, 1.22.0–1.22.3)",
      'go: cannot find "go1.24.0" in PATH (GOTOOLCHAIN=path)',
    ],
    trace: [
      "PATH is searched for go1.24.0, then requests for golang.org/toolchain without `# get` lines, even with -x",
    ],
  },
  isNot: [
    { cause: "go-version-too-old", tell: "there GOTOOLCHAIN=local kept go from trying" },
    {
      cause: "toolchain-download-failed",
      tell: "there somebody has the toolchain, and fetching or starting it failed",
    },
  ],
  fixes: ({ failure, host }) => [
    fix("if go.mod says `go 1.N` without a patch level: write one", "go mod edit -go=1.N.0"),
    fix(
      "see whether the proxy has toolchains",
      `curl -sS https://${failure.host ?? "proxy.golang.org"}/golang.org/toolchain/@v/list | tail -3`,
    ),
    fix(`allow golang.org/toolchain in the module proxy${failure.host === null ? "" : ` ${host}`}`),
    fix("or install that Go by hand and keep go from fetching", "export GOTOOLCHAIN=local"),
  ],
  links: [
    "https://go.dev/doc/toolchain",
    "https://go.dev/ref/mod#toolchain",
    "https://github.com/golang/go/issues/62278",
  ],
  outranks: ["http-not-found"],
  match(failure): Match | null {
    if (errorOfKind(failure, "toolchain-not-available")) return { role: "toolchain" };
    if (errorOfKind(failure, "toolchain-not-in-path")) return { role: "local", host: null };
    if (errorOfKind(failure, "toolchain-invalid")?.reason === "language-version")
      return { role: "local", host: null };
    return aboutToolchain(failure) && answeredWith(failure, 404, 410) ? { role: "toolchain" } : null;
  },
};

function aboutToolchain(failure: Failure): boolean {
  return (
    failure.role === "toolchain" ||
    within(failure, "toolchain-download") ||
    within(failure, "toolchain-switch")
  );
}

/** `go1.24.0`, as far as the error names it. */
export function toolchainName(failure: Failure): string | null {
  for (const error of [failure.error, ...failure.around]) {
    switch (error.kind) {
      case "toolchain-not-available":
      case "toolchain-not-in-path":
      case "toolchain-download":
      case "toolchain-exec":
        return error.toolchain;
      case "toolchain-switch":
        return `go${error.needed.replace(/^go/, "")}`;
      case "toolchain-invalid":
        return error.value;
      default:
        break;
    }
  }
  return failure.context?.toolchain ?? null;
}
