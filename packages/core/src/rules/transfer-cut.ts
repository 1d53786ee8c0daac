import type { NetworkReason } from "../model/network-error.ts";
import type { Failure } from "../model/run.ts";
import { tunnelUnanswered } from "./forward-proxy-helpers.ts";
import { errorOfKind, networkError, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const transferCut: Rule = {
  cause: "transfer-cut",
  title: ({ host, moduleVersion }) =>
    `the answer of ${host} for ${moduleVersion} ended before it was complete`,
  why:
    "The headers came, the body began and stopped short. A proxy or scanner on the way with a limit of size or time, a server " +
    "that restarts, or a line that breaks does this; where it always stops at the same size, it is a limit. Go throws the " +
    "part away and does not try again.",
  looksLike: {
    log: [
      'read "URL": unexpected EOF (1.22 and later)',
      'read "https:/HOST/@v/VER.zip": unexpected EOF, without the module\'s path (1.19 to 1.21)',
      "unexpected EOF alone (1.18 and earlier)",
      'read "URL": stream error: stream ID N; INTERNAL_ERROR (HTTP/2)',
    ],
    trace: ["read on the socket = 0 in the middle of the body; the .zip…tmp file is emptied and removed"],
  },
  isNot: [
    { cause: "connection-reset", tell: "there the end comes by a reset" },
    { cause: "connection-closed", tell: "there no byte of an answer had come: EOF" },
    {
      cause: "disk-full",
      tell: 'there `read "URL"` is followed by `no space left on device`: the disk is at fault',
    },
  ],
  fixes: ({ url, command }) => [
    fix("run it again: what had arrived whole is in the module cache", command),
    fix(
      "see how far another client gets, and whether always as far",
      ifKnown(url, `curl -sS -o /dev/null -w '%{size_download}\\n' '${url}'`),
    ),
    // Go speaks HTTP/2 where TLS agreed on it (net/http/transport.go), never over plain http.
    ...(url?.startsWith("http:") ? [] : [fix("try without HTTP/2", `GODEBUG=http2client=0 ${command}`)]),
    fix("have the limit of the proxy or scanner on the way raised, or go past it", "go env GOPROXY"),
  ],
  links: ["https://go.dev/ref/mod#goproxy-protocol", "https://github.com/golang/go/issues/28194"],
  match: (failure) => (wasCut(failure) ? plainMatch : null),
};

/** What can end a body, beside a reset and an end of file. */
const endsBodies: ReadonlySet<NetworkReason> = new Set([
  "http2-stream-error",
  "http2-goaway",
  "http2-other",
  "read-timeout",
  "client-timeout",
  "deadline-exceeded",
]);

function wasCut(failure: Failure): boolean {
  const error = errorOfKind(failure, "network");
  if (!error || error.proxyconnect || tunnelUnanswered(failure)) return false;
  if (networkError(failure, "transfer-size-mismatch")) return true;
  if (error.reason === "unexpected-eof") return error.phase !== "request";
  return error.phase === "body" && endsBodies.has(error.reason);
}
