import { ifKnown } from "./commands.ts";
import { supportedAnswer } from "./sumdb-helpers.ts";
import { fix, type Rule } from "./rule.ts";

export const sumdbSupportedError: Rule = {
  cause: "sumdb-supported-error",
  title: ({ failure, host }) =>
    `${host} answers ${supportedAnswer(failure)?.status ?? "an error"} when go asks whether it serves the checksum database`,
  why:
    "Before go asks the checksum database it asks each proxy of GOPROXY whether it passes such requests on: 200 is yes, " +
    "404 and 410 are no. Any other answer ends the command, even where `|` separates the entries. The proxy does not " +
    "know that path, or wants credentials for it.",
  looksLike: {
    log: ["verifying module: MOD@VER: reading https://PROXY/sumdb/sum.golang.org/supported: 403 Forbidden"],
    trace: ["data to the proxy after the module's files have arrived, none to sum.golang.org, exit status 1"],
  },
  isNot: [
    { cause: "sumdb-not-found", tell: "there the database itself was asked for the module and answered 404" },
    {
      cause: "http-forbidden",
      tell: "there the proxy refuses the module, not the question about the database",
    },
  ],
  fixes: ({ url, host }) => [
    fix(`have ${host} answer that path with 404, or serve the database`, ifKnown(url, `curl -sSi ${url}`)),
    fix(
      "or have go ask the database itself: with a URL behind its name the proxies are not asked",
      "go env -w GOSUMDB='sum.golang.org https://sum.golang.org'",
    ),
    fix(
      "if the proxy wants credentials for all of its paths: give them in ~/.netrc (mode 600)",
      ifKnown(host, `machine ${host} login USER password TOKEN`),
    ),
  ],
  links: ["https://go.dev/ref/mod#checksum-database", "https://go.dev/ref/mod#goproxy-protocol"],
  outranks: [
    "http-bad-request",
    "http-unauthorized",
    "http-forbidden",
    "http-too-many-requests",
    "http-server-error",
    "http-gateway-timeout",
    "http-other-status",
  ],
  match(failure) {
    const answer = supportedAnswer(failure);
    return answer && answer.status !== 404 && answer.status !== 410 ? { role: "checksum-database" } : null;
  },
};
