import type { RuleCase } from "../rule-case.ts";

/** Texts with the signs that pages, trackers and sentences put in them and behind them, and words of other programs. */
export const quotationMarkCases: readonly RuleCase[] = [
  {
    cause: "dns-no-such-host",
    for: [
      {
        log: "go: github.com/acme/widget@v1.2.0: Get \u201chttps://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.mod\u201d: dial tcp: lookup proxy.golang.org on 127.0.0.11:53: no such host",
        expect: { role: "module-proxy", host: "proxy.golang.org" },
      },
      {
        log: "<pre><code>go: github.com/acme/widget@v1.2.0: Get &quot;https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.mod&quot;: dial tcp: lookup proxy.golang.org: no such host</code></pre>",
        expect: { host: "proxy.golang.org" },
      },
    ],
    against: [
      {
        log: '=== RUN   TestFetch\n    fetch_test.go:10: Get "https://proxy.golang.org/x/@v/list": dial tcp: lookup proxy.golang.org: no such host\n--- FAIL: TestFetch (0.00s)\nFAIL\nFAIL\tapp.test/app\t0.012s',
        cause: "build-failed",
      },
    ],
  },
  {
    cause: "tls-unknown-authority",
    for: [
      {
        log: 'go: golang.org/x/mod@v0.17.0: Get "https://proxy.golang.org/golang.org/x/mod/@v/v0.17.0.mod": tls: failed to verify certificate: x509: \u201cproxy.golang.org\u201d certificate is not trusted',
      },
    ],
    against: [{ log: "x509: \u201capi.example.com\u201d certificate is not trusted", cause: null }],
  },
  {
    cause: "no-required-module",
    for: [
      {
        log: "FAIL\tapp.test/api [setup failed]\n# app.test/api\napi/a_test.go:6:2: no required module provides package github.com/acme/widget; to add it:\n\tgo get github.com/acme/widget",
      },
      {
        log: 'Handled error: not_resolvable {:message=>"github.com/acme/widget/go/api: cannot find module providing package github.com/acme/widget/go/api"}',
      },
    ],
    against: [
      { log: "ok  \tapp.test/util\t0.012s\nFAIL\tapp.test/api [setup failed]\nFAIL", cause: null },
      { log: "release failed: main.go:4:2: cannot load your settings", cause: null },
    ],
  },
  {
    cause: "cache-permission",
    for: [
      {
        log: "the install says \u201dgo: could not create module cache: mkdir /go/pkg/mod: permission denied\u201c",
      },
    ],
    against: [{ log: "the directory exists but is not a directory", cause: null }],
  },
  {
    cause: "go-crashed",
    for: [{ log: "fatal error: newosproc\n\nruntime stack:\nruntime.throw({0x1, 0x2})" }],
    against: [
      { log: "fatal error: too many errors emitted, stopping now [-ferror-limit=]", cause: null },
      { log: "Author <author@example.com>: moved the check", cause: null },
      { log: "libwidget v5: pointer barriers", cause: null },
    ],
  },
  {
    cause: "connect-host-unreachable",
    for: [
      {
        log: 'You may have seen\n\nGet "https://goproxy.example/github.com/acme/widget/@v/v1.2.0.mod":\n  dial tcp 192.0.2.7:443: connect: no route to host\n\nThe module is public.',
        expect: { role: "module-proxy", host: "goproxy.example", module: "github.com/acme/widget" },
      },
      {
        log: 'I get "go: github.com/acme/widget@v1.2.0: Get "https://goproxy.example/github.com/acme/widget/@v/v1.2.0.mod": dial tcp 192.0.2.7:443: connect: no route to host".',
        expect: { host: "goproxy.example" },
      },
      {
        log: 'go: github.com/acme/widget@v1.2.0: Get "https://goproxy.example/github.com/acme/widget/@v/v1.2.0.mod": dial tcp 192.0.2.7:443: connect: no route to host...',
      },
    ],
    against: [
      {
        log: 'Get "https://api.example.com/v1":\n  dial tcp 192.0.2.7:443: connect: no route to host',
        cause: null,
      },
    ],
  },
  {
    cause: "http-not-found",
    for: [
      {
        log: "go: github.com/acme/widget@v1.2.0: reading [https://goproxy.example/github.com/acme/widget/@v/v1.2.0.info](https://goproxy.example/github.com/acme/widget/@v/v1.2.0.info): 404 Not Found",
        expect: { role: "module-proxy", host: "goproxy.example" },
      },
    ],
    against: [
      {
        log: "reading [https://goproxy.example/start](https://goproxy.example/start): 404 Not Found",
        cause: null,
      },
    ],
  },
];
