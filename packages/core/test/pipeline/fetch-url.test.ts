import { describe, expect, test } from "vitest";
import { readFetchUrl } from "../../src/pipeline/fetch-url.ts";
import { parseGoproxy } from "../../src/pipeline/goproxy.ts";

describe("what a URL in go's log asks for", () => {
  test.each([
    [
      "https://proxy.golang.org/github.com/!azure/x/@v/v1.2.0.info",
      {
        role: "module-proxy",
        endpoint: ".info",
        module: "github.com/Azure/x",
        version: "v1.2.0",
        host: "proxy.golang.org",
      },
    ],
    [
      "https://goproxy.corp.example/api/go/golang/example.com/hello/@v/list",
      {
        role: "module-proxy",
        endpoint: "list",
        base: "https://goproxy.corp.example/api/go/golang",
        version: null,
      },
    ],
    ["http://127.0.0.1:8080/example.com/hello/@latest", { endpoint: "latest", module: "example.com/hello" }],
    [
      "https://proxy.golang.org/golang.org/toolchain/@v/v0.0.1-go1.23.4.linux-amd64.zip",
      { role: "toolchain", endpoint: ".zip", module: "golang.org/toolchain" },
    ],
    [
      "https://sum.golang.org/lookup/example.com/hello@v1.0.0",
      { role: "checksum-database", endpoint: "lookup", module: "example.com/hello", version: "v1.0.0" },
    ],
    [
      "https://proxy.golang.org/sumdb/sum.golang.org/supported",
      { role: "checksum-database", endpoint: "supported", host: "proxy.golang.org", module: null },
    ],
    [
      "https://proxy.golang.org/sumdb/sum.golang.org/tile/8/0/x001/234",
      { role: "checksum-database", endpoint: "tile", base: "https://proxy.golang.org" },
    ],
    [
      "https://go.acme.example/metrics?go-get=1",
      { role: "direct", endpoint: "go-get", module: "go.acme.example/metrics", host: "go.acme.example" },
    ],
    ["https://github.com/acme/vault", { role: "direct", endpoint: "page", module: "github.com/acme/vault" }],
    ["https://git.corp.example/platform/auth.git", { module: "git.corp.example/platform/auth" }],
  ])("%s", (url, target) => {
    expect(readFetchUrl(url)).toMatchObject(target);
  });

  test("what is no URL asks for nothing", () => {
    expect(readFetchUrl("github.com/acme")).toBeNull();
  });
});

describe("GOPROXY", () => {
  test.each([
    ["https://proxy.golang.org,direct", ["https://proxy.golang.org", ",", "direct", null]],
    ["https://a.example|https://b.example", ["https://a.example", "|", "https://b.example", null]],
    [" goproxy.io , direct,https://never.example", ["https://goproxy.io", ",", "direct", null]],
    ["off", ["off", null]],
    ["https://a.example/,", ["https://a.example", null]],
    ["", []],
  ])("%j", (value, flat) => {
    expect(parseGoproxy(value).flatMap((entry) => [entry.value, entry.separator])).toEqual(flat);
  });
});
