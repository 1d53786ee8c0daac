import { errorOfKind } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const fileProxyNotFound: Rule = {
  cause: "file-proxy-not-found",
  title: (subject) =>
    `the directory that GOPROXY names has no file for ${subject.moduleVersion}${errnoOf(subject)}`,
  why:
    "GOPROXY has an element file://, and go looked there for the module's file as it would ask a server. The file is not in " +
    "the directory: the module was never downloaded into it, the path misses cache/download at its end, or the version is " +
    "another. A file that may not be read counts as an error, not as `not found`.",
  looksLike: {
    log: ["reading file:///DIR/MOD/@v/VER.mod: no such file or directory"],
    trace: ["openat on that path = -1 ENOENT (or EACCES), no socket"],
  },
  isNot: [
    { cause: "http-not-found", tell: "there a server answered 404 or 410" },
    { cause: "goproxy-off", tell: "there GOPROXY forbids all look-ups" },
    { cause: "cache-permission", tell: "there the module cache itself is what cannot be used" },
  ],
  fixes: ({ url, moduleVersion }) => [
    fix("see what is there", ifKnown(url, `ls "${directoryOf(url)}"`)),
    fix(
      "the element must name the directory cache/download of a module cache",
      "GOPROXY=file://$(go env GOMODCACHE)/cache/download",
    ),
    fix(
      "fill it on a machine that has the network",
      ifKnown(moduleVersion, `GOPROXY=https://proxy.golang.org go mod download ${moduleVersion}`),
    ),
    fix(
      "or let go ask the network after it",
      "go env -w GOPROXY=file:///DIR,https://proxy.golang.org,direct",
    ),
  ],
  links: ["https://go.dev/ref/mod#goproxy-protocol", "https://go.dev/ref/mod#module-cache"],
  match: (failure) => (errorOfKind(failure, "file-proxy") ? { role: "module-proxy" } : null),
};

function errnoOf({ failure }: Subject): string {
  const errno = errorOfKind(failure, "file-proxy")?.errno;
  return errno === undefined || errno === "no such file or directory" ? "" : `: ${errno}`;
}

function directoryOf(url: string): string {
  return url.replace(/^file:\/\//, "").replace(/\/[^/]*$/, "");
}
