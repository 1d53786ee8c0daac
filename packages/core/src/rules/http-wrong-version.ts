import type { Failure } from "../model/run.ts";
import { errorOfKind } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const httpWrongVersion: Rule = {
  cause: "http-wrong-version",
  title: ({ host, moduleVersion }) =>
    `${host} was asked for ${moduleVersion} and answered with another version`,
  why:
    "The proxy's answer is well formed and not about what was asked: the .info file names another version, or none that is " +
    "one. A proxy that mixes up its cache or its upper- and lower-case paths, that serves a branch under a version, or that " +
    "was filled by hand does this. Go does not use the answer.",
  looksLike: {
    log: [
      'invalid response from proxy "URL": proxy returned info for version X instead of requested version',
      "proxy returned info for version X instead of requested version (1.15 and earlier)",
    ],
    trace: ["encrypted; the .info file in the module cache shows the version"],
  },
  isNot: [
    { cause: "http-not-a-module", tell: "there the answer is no module's file at all" },
    { cause: "zip-invalid", tell: "there the zip, its content or its size, is what is wrong" },
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
  links: ["https://go.dev/ref/mod#goproxy-protocol"],
  match: (failure) => matchOf(failure),
};

function matchOf(failure: Failure): Match | null {
  if (errorOfKind(failure, "wrong-version")) return { role: "module-proxy" };
  const answer = errorOfKind(failure, "invalid-proxy-response");
  return answer?.reason === "version" || answer?.reason === "path" ? { role: "module-proxy" } : null;
}
