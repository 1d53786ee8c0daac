import { publicProxyRefusal } from "../pipeline/route.ts";
import { isPublicProxy } from "../pipeline/goproxy.ts";
import type { Failure, Run } from "../model/run.ts";
import { errorOfKind, vcsFailure } from "./matching.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const privateModuleOnPublicProxy: Rule = {
  cause: "private-module-on-public-proxy",
  title: ({ module, host }) =>
    `${module} is private, and go asked the public proxy ${host} for it: GOPRIVATE does not cover it`,
  why:
    "Go asks the proxies of GOPROXY for every module that GOPRIVATE or GONOPROXY does not cover. A public proxy cannot " +
    "see a private repository and answers 404 or 410. With `direct` next in the list go then tries git, and what it " +
    "prints in the end is git's complaint about credentials, or the proxy's own.",
  looksLike: {
    log: [
      "# get https://proxy.golang.org/MOD/@v/VER.info: 404 Not Found (with -x), then git's `terminal prompts disabled`",
      "reading https://proxy.golang.org/MOD/…: 404 Not Found, server response: … could not read Username",
    ],
    trace: ["data to the public proxy, then git ls-remote to the module's own host, which exits with 128"],
  },
  isNot: [
    {
      cause: "vcs-auth-https",
      tell: "there no proxy was asked: the module was meant to go direct, and git lacks credentials",
    },
    { cause: "http-not-found", tell: "there the module is public and the version is what does not exist" },
  ],
  fixes: ({ privatePattern, host }) => [
    fix("tell go which modules are private", `go env -w GOPRIVATE='${privatePattern}'`),
    fix("in CI or a Dockerfile set it for the job", `export GOPRIVATE='${privatePattern}'`),
    fix(`then give git credentials for the module's own host; ${host} is not asked any more`),
  ],
  links: ["https://go.dev/ref/mod#private-modules", "https://go.dev/doc/faq#git_https"],
  outranks: [
    "vcs-auth-https",
    "vcs-auth-ssh",
    "vcs-repo-not-found",
    "vcs-unknown-revision",
    "http-not-found",
    "vcs-host-key",
  ],
  match: (failure, run) => refusedThenNoCredentials(failure, run) ?? refusedByMirrorsGit(failure),
};

/** The proxy did not know it, and the module's own host wants credentials that git does not have. */
function refusedThenNoCredentials(failure: Failure, run: Run): Match | null {
  const noAccess = vcsFailure(failure, "auth-https", "auth-ssh", "repo-not-found", "host-key");
  if (!noAccess) return null;
  const refusal = publicProxyRefusal(run, failure.module);
  if (!refusal) return null;
  return { role: "module-proxy", host: refusal.host, confidence: refusal.attempt ? "certain" : "likely" };
}

/** No `direct` behind the proxy: the last word is the proxy's, and quotes its own git. */
function refusedByMirrorsGit(failure: Failure): Match | null {
  const error = errorOfKind(failure, "http-status");
  if (!error || (error.status !== 404 && error.status !== 410) || failure.role !== "module-proxy")
    return null;
  if (failure.host === null || !isPublicProxy(failure.host)) return null;
  const quoted = error.serverResponse?.kind;
  return quoted === "git-auth" || quoted === "repo-not-found" ? { confidence: "likely" } : null;
}
