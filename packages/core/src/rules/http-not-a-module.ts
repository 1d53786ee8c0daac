import type { Failure, Run } from "../model/run.ts";
import { serverOf } from "../pipeline/route.ts";
import { answeredWithPage, fetchedNow } from "./http-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const httpNotAModule: Rule = {
  cause: "http-not-a-module",
  title: ({ host, moduleVersion }) =>
    `${host} answered with something that is no part of ${moduleVersion}, such as a login page`,
  why:
    "The status was 200, so go took the body for a module's file, and it is not one. A captive portal, a single sign-on in " +
    "front of the proxy, or a GOPROXY that points to a web page sends HTML with 200. A page that go kept as go.mod stays in " +
    "the module cache and makes later runs fail without any network.",
  looksLike: {
    log: [
      "invalid response from proxy \"URL\": invalid character '<' looking for beginning of value (1.16 and later)",
      "invalid character '<' looking for beginning of value (1.15 and earlier)",
      "parsing go.mod: missing module line, after `# get …/@v/VER.mod: 200 OK`",
    ],
    trace: ["go writes bytes such as <!DOCTYPE html> into a file …/@v/VER.mod…tmp"],
  },
  isNot: [
    {
      cause: "cache-poisoned",
      tell: "there the page came in an earlier run: nothing is asked of the network now",
    },
    { cause: "zip-invalid", tell: "there only the zip is not one" },
    {
      cause: "checksum-mismatch-gosum",
      tell: "there go.sum catches a page as a wrong checksum; look at what was served",
    },
    { cause: "dependency-gomod-malformed", tell: "there it is a real go.mod with an error in it" },
  ],
  fixes: ({ url, module, host }) => [
    fix("see what is served", ifKnown(url, `curl -sSL '${url}' | head`)),
    fix("in a guest network: log in to it in a browser first"),
    fix(
      `if ${host} wants a login: give go a token (~/.netrc), or have go's paths excepted from single sign-on`,
    ),
    fix(
      "then throw away what was kept",
      ifKnown(module, `rm -r "$(go env GOMODCACHE)/cache/download/${module}/@v"`) ?? "go clean -modcache",
    ),
  ],
  links: ["https://go.dev/ref/mod#goproxy-protocol", "https://go.dev/ref/mod#module-cache"],
  outranks: [
    "dependency-gomod-malformed",
    "cache-corrupt",
    "checksum-mismatch-gosum",
    "checksum-mismatch-sumdb",
  ],
  match: (failure, run) => badAnswer(failure) ?? page(failure, run),
};

function badAnswer(failure: Failure): Match | null {
  const error = errorOfKind(failure, "invalid-proxy-response");
  if (!error || error.reason === "version" || error.reason === "path") return null;
  return { role: "module-proxy", confidence: error.reason === "html" ? "certain" : "likely" };
}

/** A page that was taken for a go.mod, or that a checksum caught. */
function page(failure: Failure, run: Run): Match | null {
  const { module } = failure;
  const parse = errorOfKind(failure, "dependency-gomod-parse");
  if (!parse && !errorOfKind(failure, "checksum-mismatch")) return null;
  const server = serverOf(run, module) ?? { role: "module-proxy" as const, host: failure.host };
  if (server.role === "direct") return null;
  if (answeredWithPage(run, module)) return server;
  const empty = parse?.reason === "missing-module-line" && fetchedNow(run, module);
  return empty ? { ...server, confidence: "likely" } : null;
}
