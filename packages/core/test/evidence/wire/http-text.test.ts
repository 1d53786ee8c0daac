import { describe, expect, test } from "vitest";
import { decodeHttpText } from "../../../src/evidence/wire/http-text.ts";

describe("plain HTTP/1 on a socket", () => {
  test("a request to a module proxy", () => {
    expect(decodeHttpText("GET /x/@v/list HTTP/1.1\r\nHost: goproxy.corp.example:8080\r\n\r\n")).toEqual({
      kind: "request",
      method: "GET",
      target: "/x/@v/list",
      host: "goproxy.corp.example:8080",
    });
  });

  test("CONNECT to a forward proxy", () => {
    expect(decodeHttpText("CONNECT proxy.golang.org:443 HTTP/1.1\r\n\r\n")).toMatchObject({
      method: "CONNECT",
      target: "proxy.golang.org:443",
    });
  });

  test("an answer, with what of its headers was recorded", () => {
    expect(
      decodeHttpText(
        "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nnot found",
      ),
    ).toEqual({
      kind: "answer",
      status: 404,
      reason: "Not Found",
      contentType: "text/plain",
      contentLength: 10,
    });
    expect(decodeHttpText("HTTP/1.1 407 Proxy Authentica")).toMatchObject({ status: 407 });
  });

  test("of a cut head the last header says nothing: a part of a host is another host", () => {
    const cut = "GET /x/@v/v1.1.0.mod HTTP/1.1\r\nUser-Agent: Go\r\nHost: goproxy.corp";
    expect(decodeHttpText(cut)).toMatchObject({ target: "/x/@v/v1.1.0.mod", host: null });
    expect(decodeHttpText(`${cut}.example\r\nAccept-E`)).toMatchObject({ host: "goproxy.corp.example" });
    expect(decodeHttpText("HTTP/1.1 200 OK\r\nContent-Length: 1")).toMatchObject({ contentLength: null });
  });

  test.each(["SSH-2.0-OpenSSH_9.2", "\u0016\u0003\u0001", "GO", "", "HTTP/2 is another matter"])(
    "%j is none",
    (bytes) => {
      expect(decodeHttpText(bytes)).toBeNull();
    },
  );
});
