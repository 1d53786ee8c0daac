import { networkError, plainMatch } from "./matching.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const http2StreamError: Rule = {
  cause: "http2-stream-error",
  title: (subject) => `${subject.host} broke off the HTTP/2 exchange${code(subject)}`,
  why:
    "Go and the server had agreed on HTTP/2, and the server, or a proxy in between, ended the stream or the connection with " +
    "an error. Content networks and mirrors do it when what they fetch behind it fails or takes too long, and some inspecting " +
    "proxies speak HTTP/2 badly.",
  looksLike: {
    log: [
      "stream error: stream ID N; INTERNAL_ERROR; received from peer (`received from peer` since 1.16)",
      "http2: server sent GOAWAY and closed the connection; LastStreamID=N, ErrCode=…",
      "http2: client connection lost",
    ],
    trace: ["encrypted; the connection was in use, and is closed or left while others go on"],
  },
  isNot: [
    { cause: "transfer-cut", tell: 'there the stream ends while a body is being read: `read "URL": …`' },
    { cause: "connection-reset", tell: "there TCP itself is reset" },
    { cause: "http-server-error", tell: "there the server answers with a status" },
  ],
  fixes: ({ command }) => [
    fix("run it again: what had arrived is in the module cache", command),
    fix("try without HTTP/2", `GODEBUG=http2client=0 ${command}`),
    fix("see the frames that came", `GODEBUG=http2debug=1 ${command}`),
    fix("try another element of GOPROXY, or another network", "go env GOPROXY"),
  ],
  links: ["https://pkg.go.dev/net/http#hdr-HTTP_2", "https://go.dev/doc/godebug"],
  match(failure) {
    const error = networkError(failure, "http2-stream-error", "http2-goaway", "http2-other");
    return error && error.phase !== "body" ? plainMatch : null;
  },
};

function code({ failure }: Subject): string {
  const error = networkError(failure, "http2-stream-error", "http2-goaway", "http2-other");
  return error?.http2?.code ? `: ${error.http2.code}` : "";
}
