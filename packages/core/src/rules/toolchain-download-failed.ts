import type { Failure } from "../model/run.ts";
import { errorOfKind, within } from "./matching.ts";
import { fix, type Match, type Rule } from "./rule.ts";
import { toolchainName } from "./toolchain-not-available.ts";

export const toolchainDownloadFailed: Rule = {
  cause: "toolchain-download-failed",
  title: ({ failure }) =>
    `the toolchain ${toolchainName(failure) ?? "that go.mod asks for"} ${what(failure)}`,
  why:
    "Go 1.21 and later fetch the toolchain that go.mod asks for as a module: from GOPROXY, checked against the checksum " +
    "database even where GONOSUMDB would spare other modules, unpacked into the module cache and started from there. " +
    "One of these steps failed, and go's words do not name a layer of the network.",
  looksLike: {
    log: [
      "go: download go1.24.0: golang.org/toolchain@v0.0.1-go1.24.0.linux-amd64: … (1.21 and later)",
      "…: verifying module: checksum database disabled by GOSUMDB=off",
      "go: exec go1.24.0: permission denied: the module cache is mounted noexec",
    ],
    trace: [
      "golang.org/toolchain@v0.0.1-… under the module cache; execve of its bin/go fails with EACCES or never comes",
    ],
  },
  isNot: [
    {
      cause: "toolchain-not-available",
      tell: "there nobody has that toolchain: 404, or `toolchain not available`",
    },
    { cause: "go-version-too-old", tell: "there GOTOOLCHAIN=local kept go from trying" },
    { cause: "disk-full", tell: "a toolchain is large: there the words are `no space left on device`" },
  ],
  fixes: ({ failure }) => [
    ...(errorOfKind(failure, "sumdb-disabled")
      ? [
          fix(
            "toolchains are verified against the checksum database: switch it on again",
            "go env -u GOSUMDB; unset GOSUMDB",
          ),
        ]
      : []),
    ...(isExec(failure)
      ? [fix("put the module cache where programs may run", "go env -w GOMODCACHE=/path/without/noexec")]
      : []),
    fix("install that Go by hand and keep go from fetching", "export GOTOOLCHAIN=local"),
    fix("or fetch it in a step of its own, where the error stands alone", "go version"),
  ],
  links: ["https://go.dev/doc/toolchain", "https://go.dev/ref/mod#toolchain"],
  outranks: ["cache-permission", "syscall-blocked"],
  match(failure): Match | null {
    if (errorOfKind(failure, "sumdb-disabled")) return { role: "toolchain" };
    if (isExec(failure)) return { role: "local", host: null };
    if (errorOfKind(failure, "toolchain-download") || errorOfKind(failure, "toolchain-switch"))
      return { role: "toolchain" };
    return duringDownload(failure) && saysNothing(failure.error)
      ? { role: "toolchain", confidence: "likely" }
      : null;
  },
};

function duringDownload(failure: Failure): boolean {
  return within(failure, "toolchain-download") || within(failure, "toolchain-switch");
}

/** A text that the grammar has no word for. */
function saysNothing(error: Failure["error"]): boolean {
  return error.kind === "other" || error.kind === "internal";
}

function isExec(failure: Failure): boolean {
  return errorOfKind(failure, "toolchain-exec") !== null || within(failure, "toolchain-exec");
}

function what(failure: Failure): string {
  if (errorOfKind(failure, "sumdb-disabled")) return "cannot be verified: GOSUMDB is off";
  return isExec(failure) ? "is in the module cache and cannot be started" : "could not be fetched";
}
