import type { Failure } from "../model/run.ts";
import { errorOfKind } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const httpWrongVersion: Rule = {
  cause: "http-wrong-version",
  title: ({ host, moduleVersion }) =>
    `${host} answered for ${moduleVersion} with another version, or with more than go takes`,
  why:
    "The proxy's answer is well formed and not about what was asked: its .info names another version, or a file is larger " +
    "than go accepts (500 MiB for a module, 16 MiB for a go.mod). A proxy that mixes up its cache or its upper- and " +
    "lower-case paths does the first; a repository with large files does the second.",
  looksLike: {
    log: [
      "proxy returned info for version X instead of requested version",
      "downloaded zip file too large; module source tree too large (max size is 524288000 bytes)",
    ],
    trace: ["encrypted; the .info file in the module cache shows the version"],
  },
  isNot: [
    { cause: "http-not-a-module", tell: "there the answer is no module's file at all" },
    { cause: "zip-invalid", tell: "there the zip's content is what is wrong" },
    { cause: "vcs-invalid-pseudo-version", tell: "there the version itself does not fit the repository" },
  ],
  fixes: ({ url, module, moduleVersion }) => [
    fix("see what the proxy says", ifKnown(url, `curl -sS '${url}'`)),
    fix(
      "compare with the public mirror",
      ifKnown(
        moduleVersion,
        `GOMODCACHE=$(mktemp -d) GOPROXY=https://proxy.golang.org go mod download -json ${moduleVersion}`,
      ),
    ),
    fix("have the proxy's copy of this module purged"),
    fix(
      "fetch it from its repository meanwhile; its sum is still checked",
      ifKnown(module, `GONOPROXY=${module} go mod download ${moduleVersion}`),
    ),
  ],
  links: ["https://go.dev/ref/mod#goproxy-protocol", "https://go.dev/ref/mod#zip-path-size-constraints"],
  match: (failure) => matchOf(failure),
};

function matchOf(failure: Failure): Match | null {
  if (errorOfKind(failure, "wrong-version")) return { role: "module-proxy" };
  const answer = errorOfKind(failure, "invalid-proxy-response");
  if (answer)
    return answer.reason === "version" || answer.reason === "path" ? { role: "module-proxy" } : null;
  return errorOfKind(failure, "too-large") ? { confidence: "likely" } : null;
}
