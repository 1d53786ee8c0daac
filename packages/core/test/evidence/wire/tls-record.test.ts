import { once } from "node:events";
import { createServer } from "node:net";
import { connect } from "node:tls";
import { describe, expect, test } from "vitest";
import { decodeTlsRecord } from "../../../src/evidence/wire/tls-record.ts";

/** The first bytes that a real TLS client sends. */
async function clientHello(servername: string): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const client = connect({ port: address.port, host: "127.0.0.1", servername });
  client.on("error", () => undefined);
  const [socket] = await once(server, "connection");
  const [data] = await once(socket, "data");
  client.destroy();
  socket.destroy();
  server.close();
  return data.toString("latin1");
}

describe("a TLS record", () => {
  test("a ClientHello gives the server's name, and none where it was cut before it", async () => {
    const bytes = await clientHello("proxy.golang.org");
    expect(decodeTlsRecord(bytes)).toEqual({ kind: "client-hello", serverName: "proxy.golang.org" });
    for (let length = 6; length < bytes.length; length++) {
      const record = decodeTlsRecord(bytes.slice(0, length));
      expect(record?.kind).toBe("client-hello");
      if (record?.kind === "client-hello") expect(["proxy.golang.org", null]).toContain(record.serverName);
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
