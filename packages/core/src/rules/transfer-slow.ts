import { errorOfKind, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const transferSlow: Rule = {
  cause: "transfer-slow",
  title: ({ host, failure }) =>
    errorOfKind(failure, "slow")
      ? `most of the time went into the bodies that ${host} sent slowly`
      : `a body from ${host} stopped coming`,
  why:
    "The server began its answer at once, and the rest came slowly or not at all. A narrow or lossy line, a server that " +
    "throttles, or a scanner on the way that holds a file back until it has read it are the usual reasons. The go command " +
    "sets no limit for a body: it waits as long as the connection stands.",
  looksLike: {
    log: ["nothing: `# get URL: 200 OK (0.1s)` is printed when the headers arrive, the body comes after it"],
    trace: [
      "many small reads with pauses on one socket, while a .zip…tmp file grows; or a last read, and nothing after it",
    ],
  },
  isNot: [
    { cause: "http-slow", tell: "there the answer is late to begin" },
    { cause: "transfer-cut", tell: "there the body ends early, with an error" },
    { cause: "lock-wait", tell: "there go waits for another process, not for the network" },
  ],
  fixes: ({ url, host }) => [
    fix(
      "measure the line by hand",
      ifKnown(url, `curl -o /dev/null -sS -w '%{speed_download}\\n' '${url}'`) ??
        ifKnown(host, `curl -o /dev/null -sS -w '%{speed_download}\\n' https://${host}/`),
    ),
    fix("keep the module cache between runs", "go env GOMODCACHE"),
    fix("use a mirror that is nearer, or run one of your own", "go env GOPROXY"),
  ],
  links: ["https://go.dev/ref/mod#module-cache", "https://go.dev/ref/mod#module-proxy"],
  match(failure) {
    if (errorOfKind(failure, "slow")?.on === "transfer") return plainMatch;
    return errorOfKind(failure, "transfer-stalled") && { confidence: "likely" };
  },
};
