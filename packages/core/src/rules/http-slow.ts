import { errorOfKind, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const httpSlow: Rule = {
  cause: "http-slow",
  title: ({ host }) => `most of the time went into waiting for ${host} to begin its answers`,
  why:
    "The requests were sent and answered, and between the two most of the time passed. A mirror that fetches a module for " +
    "the first time, an overloaded company proxy, or a checksum database far away make each answer late; go asks for many " +
    "files, one after another for each module.",
  looksLike: {
    log: ["`# get URL: 200 OK (12.3s)` with -x; otherwise nothing: the command ends well"],
    trace: ["seconds between the last write on the socket and the next read that succeeds"],
  },
  isNot: [
    { cause: "transfer-slow", tell: "there the answer begins at once, and its body takes long" },
    {
      cause: "goproxy-slow-entry",
      tell: "there the time goes into an element of GOPROXY that does not work",
    },
    { cause: "vcs-slow", tell: "there the time goes into git" },
  ],
  fixes: ({ host, command, run }) => [
    ...(run.argv?.includes("-x") ? [] : [fix("see which answers take long", `${command} -x`)]),
    fix(
      "measure the server by hand",
      ifKnown(host, `curl -o /dev/null -sS -w '%{time_connect} %{time_starttransfer}\\n' https://${host}/`),
    ),
    fix("keep the module cache between runs", "go env GOMODCACHE"),
    fix("use a mirror that is nearer, or run one of your own", "go env GOPROXY"),
  ],
  links: ["https://go.dev/ref/mod#module-cache", "https://go.dev/ref/mod#module-proxy"],
  match: (failure) => (errorOfKind(failure, "slow")?.on === "response" ? plainMatch : null),
};
