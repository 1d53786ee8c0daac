import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { analyze } from "../../src/index.ts";

const said = [
  "go.exe : go: downloading example.com/hello v1.1.0",
  "At line:1 char:1",
  "+ go mod download 2> go.log",
  "+ ~~~~~~~~~~~~~~~~~~~~~~~~~",
  "    + CategoryInfo          : NotSpecified: (go: downloading example.com/hello v1.1.0:String) [], RemoteException",
  "    + FullyQualifiedErrorId : NativeCommandError",
  " ",
  'go: example.com/hello@v1.1.0: Get "https://proxy.golang.org/example.com/hello/@v/v1.1.0.zip": dial tcp: lookup ',
  "proxy.golang.org: no such host",
  "# naïve Übung",
  "",
].join("\r\n");
const littleEndian = Buffer.from(`\ufeff${said}`, "utf16le");
const bigEndian = Buffer.from(littleEndian).swap16();

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test.each([
  ["little endian", littleEndian],
  ["big endian", bigEndian],
  ["compressed", gzipSync(littleEndian)],
  ["in pieces that end within a character", inPieces(littleEndian, 7)],
])("a log in UTF-16 is read as it would be in UTF-8: %s", async (_, bytes) => {
  const [same, report] = await Promise.all(
    [Buffer.from(said), bytes].map((each) => analyze([{ name: "go.log", bytes: each }])),
  );
  expect(report?.diagnosis).toMatchObject({ cause: "dns-no-such-host", host: "proxy.golang.org" });
  expect(report).toEqual(same);
});

test("what is cut within a character is read up to it", async () => {
  const report = await analyze([{ name: "go.log", bytes: littleEndian.subarray(0, -1) }]);
  expect(report.diagnosis?.cause).toBe("dns-no-such-host");
});
