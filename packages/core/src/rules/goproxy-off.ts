import type { Failure } from "../model/run.ts";
import { again, ifKnown } from "./commands.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const goproxyOff: Rule = {
  cause: "goproxy-off",
  title: ({ failure, moduleVersion }) =>
    isOff(failure)
      ? `${moduleVersion} is not in the module cache, and GOPROXY=off forbids to fetch it`
      : `nobody whom GOPROXY names may be asked for ${moduleVersion}: GOPRIVATE or GONOPROXY covers it`,
  why:
    "With `off` in GOPROXY go uses the module cache and nothing else, and this module is not there (or not this " +
    "version, or not its .zip). Offline builds, hermetic build tools and hardened CI images set it. Where `off` stands " +
    "at the end of a list, everyone before it has answered 404 or 410.",
  looksLike: {
    log: [
      "module lookup disabled by GOPROXY=off",
      "module lookup disabled by GOPRIVATE/GONOPROXY: the list leaves nobody who may be asked",
    ],
    trace: ["the module's files in the cache are ENOENT, no socket, exit status 1"],
  },
  isNot: [
    { cause: "vendor-lookup-disabled", tell: "there -mod=vendor forbids the look-up" },
    { cause: "goproxy-malformed", tell: "there go cannot read the value" },
    { cause: "http-not-found", tell: "there somebody was asked and did not have it" },
  ],
  fixes: (subject) => [
    fix(
      "see where the value comes from: the environment, or the file that go env -w writes",
      "go env GOPROXY GONOPROXY GOPRIVATE GOENV",
    ),
    fix(
      "with the network at hand, fill the cache first",
      ifKnown(
        subject.moduleVersion,
        `GOPROXY=https://proxy.golang.org,direct go mod download ${subject.moduleVersion}`,
      ),
    ),
    fix("or let this run ask", again(subject, "GOPROXY=https://proxy.golang.org,direct")),
    fix("for builds without a network: keep the dependencies with the code", "go mod vendor"),
  ],
  links: ["https://go.dev/ref/mod#environment-variables", "https://go.dev/ref/mod#vendoring"],
  match(failure) {
    const disabled = errorOfKind(failure, "lookup-disabled");
    if (disabled?.by === "GOPROXY=off") return { role: "local", host: null };
    return disabled?.by === "GONOPROXY" ? { role: "local", host: null, confidence: "likely" } : null;
  },
};

function isOff(failure: Failure): boolean {
  return errorOfKind(failure, "lookup-disabled")?.by !== "GONOPROXY";
}
