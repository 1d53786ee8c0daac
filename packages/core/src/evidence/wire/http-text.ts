/** The start line of a plain-text HTTP/1 message, and the headers that were recorded. RFC 9112. */
export type HttpText =
  | {
      readonly kind: "request";
      readonly method: string;
      readonly target: string;
      readonly host: string | null;
    }
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly reason: string;
      readonly contentType: string | null;
      readonly contentLength: number | null;
    };

/** @returns null where the bytes do not begin an HTTP/1 message */
export function decodeHttpText(bytes: string): HttpText | null {
  const end = bytes.indexOf("\r\n\r\n");
  const [startLine = "", ...recorded] = bytes.slice(0, end < 0 ? undefined : end).split("\r\n");
  // Of a head whose end was not recorded the last line may be cut, and a part of a host is another host.
  const headers = end < 0 ? recorded.slice(0, -1) : recorded;
  const request = /^([A-Z]{3,7}) (\S+)(?: HTTP\/1\.[01])?$/.exec(startLine);
  if (request && (recorded.length > 0 || / HTTP\/1/.test(startLine))) {
    return { kind: "request", method: request[1]!, target: request[2]!, host: header(headers, "host") };
  }
  const answer = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/s.exec(startLine);
  if (!answer) return null;
  const length = header(headers, "content-length");
  return {
    kind: "answer",
    status: Number(answer[1]),
    reason: answer[2] ?? "",
    contentType: header(headers, "content-type"),
    contentLength: length === null || !/^\d{1,15}$/.test(length) ? null : Number(length),
  };
}

function header(lines: readonly string[], name: string): string | null {
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (line.slice(0, colon).toLowerCase() === name) return line.slice(colon + 1).trim();
  }
  return null;
}
