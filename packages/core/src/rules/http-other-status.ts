import { answerStatus } from "./http-helpers.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

const named: ReadonlySet<number> = new Set([400, 401, 403, 404, 407, 410, 429, 500, 502, 503, 504]);

export const httpOtherStatus: Rule = {
  cause: "http-other-status",
  title: (subject) => `${subject.host} answered ${statusOf(subject)}, which go takes for an error`,
  why:
    "Go uses an answer with status 200 and takes 404 and 410 for `not found`; everything else is an error that ends the " +
    "command after a `,`. Statuses such as 405, 418, 451, 520 or 525 come from load balancers, content networks and filters " +
    "in front of the server more often than from the server.",
  looksLike: {
    log: ["reading URL: NUMBER TEXT, with the server's response where it is plain text"],
    trace: ["encrypted; over plain http the status line can be read"],
  },
  isNot: [
    { cause: "http-not-found", tell: "there it is 404 or 410" },
    { cause: "http-server-error", tell: "there it is 500, 502 or 503" },
    { cause: "http-redirect", tell: "there go followed redirects, and gave up" },
  ],
  fixes: ({ url, command }) => [
    fix("see the whole answer, its headers name who sent it", ifKnown(url, `curl -sSi '${url}' | head -40`)),
    fix("run it again: such answers are often short-lived", command),
    fix("try another element of GOPROXY", "go env GOPROXY"),
  ],
  links: ["https://go.dev/ref/mod#goproxy-protocol"],
  match(failure) {
    const status = answerStatus(failure);
    return status === null || named.has(status) ? null : plainMatch;
  },
};

function statusOf({ failure }: Subject): string {
  const words = [answerStatus(failure), errorOfKind(failure, "http-status")?.statusText];
  return words.filter((word) => word !== null && word !== undefined && word !== "").join(" ");
}
