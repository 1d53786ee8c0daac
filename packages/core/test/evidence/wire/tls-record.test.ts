import { createServer } from "node:net";
import { connect } from "node:tls";
import { describe, expect, test } from "vitest";
import { decodeTlsRecord } from "../../../src/evidence/wire/tls-record.ts";

/** The first bytes that a real TLS client sends. */
function clientHello(servername: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.once("data", (data) => {
        socket.destroy();
        server.close();
        resolve(data.toString("latin1"));
      });
    });
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      connect({ port, host: "127.0.0.1", servername }).on("error", () => undefined);
    });
  });
}

describe("a TLS record", () => {
  test("a ClientHello gives the server's name, and none where it was cut before it", async () => {
    const bytes = await clientHello("proxy.golang.org");
    expect(decodeTlsRecord(bytes)).toEqual({ kind: "client-hello", serverName: "proxy.golang.org" });
    for (let length = 6; length < bytes.length; length++) {
      const record = decodeTlsRecord(bytes.slice(0, length));
      expect([
        { kind: "client-hello", serverName: null },
        { kind: "client-hello", serverName: "proxy.golang.org" },
      ]).toContainEqual(record);
    }
  });

  test("the client's second flight: Finished, or an encrypted alert that refuses the server", () => {
    const finished = `\u0014\u0003\u0003\0\u0001\u0001\u0017\u0003\u0003\u00005${"x".repeat(53)}`;
    const refused = `\u0014\u0003\u0003\0\u0001\u0001\u0017\u0003\u0003\0\u0013${"x".repeat(19)}`;
    expect(decodeTlsRecord(finished)).toEqual({ kind: "change-cipher-spec", refused: false });
    expect(decodeTlsRecord(refused)).toEqual({ kind: "change-cipher-spec", refused: true });
  });

  test("an alert in clear has a name, an encrypted one has none", () => {
    expect(decodeTlsRecord("\u0015\u0003\u0003\0\u0002\u0002\u0028")).toEqual({
      kind: "alert",
      fatal: true,
      code: 40,
      name: "handshake failure",
    });
    expect(decodeTlsRecord(`\u0015\u0003\u0003\0\u0013${"x".repeat(19)}`)).toMatchObject({
      code: null,
      name: "encrypted",
    });
  });

  test.each(["HTTP/1.1 400 Bad Request", "SSH-2.0-OpenSSH", "", "\u0016"])("%j is none", (bytes) => {
    expect(decodeTlsRecord(bytes)).toBeNull();
  });
});
