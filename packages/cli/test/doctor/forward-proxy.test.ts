import { expect, test } from "vitest";
import { usesProxy, wayTo } from "../../src/doctor/forward-proxy.ts";

// The cases of golang.org/x/net/http/httpproxy, in this project's own hosts.
test.each([
  ["https://proxy.example/", "", true],
  ["https://proxy.example/", "proxy.example", false],
  ["https://a.proxy.example/", "proxy.example", false],
  ["https://aproxy.example/", "proxy.example", true],
  ["https://proxy.example/", ".proxy.example", true],
  ["https://a.proxy.example/", ".proxy.example", false],
  ["https://a.proxy.example/", "*.proxy.example", false],
  ["https://proxy.example/", " other.example , PROXY.example ", false],
  ["https://proxy.example/", "proxy.example:443", false],
  ["https://proxy.example:8443/", "proxy.example:443", true],
  ["http://proxy.example/", "proxy.example:80", false],
  ["https://10.1.2.3/", "10.0.0.0/8", false],
  ["https://10.1.2.3/", "10.1.2.3", false],
  ["https://10.1.2.3/", "10.1.2.4,11.0.0.0/8", true],
  ["https://[2001:db8::7]/", "2001:db8::/32", false],
  ["https://[2001:db8::7]/", "2001:db9::/32", true],
  ["https://proxy.example/", "*", false],
  ["https://localhost/", "", false],
  ["https://127.0.0.9/", "", false],
  ["https://[::1]/", "", false],
  ["https://proxy.example/", "10.0.0.0/8,/,:443,", true],
])("%s with NO_PROXY=%s goes through the forward proxy: %s", (url, noProxy, expected) => {
  expect(usesProxy(new URL(url), noProxy)).toBe(expected);
});

const proxy = new URL("https://proxy.golang.org/");

test("the upper-case variable goes first, and HTTP_PROXY is for http alone", () => {
  const env = { HTTPS_PROXY: "http://upper.example:3128", https_proxy: "http://lower.example" };
  expect(wayTo(proxy, env)).toMatchObject({ kind: "proxy", proxy: { host: "upper.example", port: 3128 } });
  expect(wayTo(proxy, { HTTP_PROXY: "http://plain.example" })).toEqual({ kind: "itself" });
  expect(wayTo(proxy, { ALL_PROXY: "http://all.example" })).toEqual({ kind: "itself" });
});

test("a value without a scheme is a host, and its port is that of http", () => {
  expect(wayTo(proxy, { HTTPS_PROXY: "web.example:3128" })).toMatchObject({
    proxy: { scheme: "http", host: "web.example", port: 3128 },
  });
  expect(wayTo(proxy, { HTTPS_PROXY: "web.example" })).toMatchObject({ proxy: { port: 80 } });
  expect(wayTo(proxy, { HTTPS_PROXY: "socks5://web.example" })).toMatchObject({ proxy: { port: 1080 } });
});

test("a scheme that go does not know, or a doubled one, is no address; what cannot be parsed go leaves aside", () => {
  expect(wayTo(proxy, { HTTPS_PROXY: "ftp://web.example:3128" })).toMatchObject({ kind: "malformed" });
  expect(wayTo(proxy, { HTTPS_PROXY: "http://https://web.example" })).toMatchObject({ kind: "malformed" });
  expect(wayTo(proxy, { HTTPS_PROXY: "http://a b" })).toEqual({ kind: "itself" });
});

test("name and password are decoded", () => {
  expect(wayTo(proxy, { HTTPS_PROXY: "http://dev:p%40ss@web.example:3128" })).toMatchObject({
    proxy: { credentials: { user: "dev", password: "p@ss" } },
  });
});
