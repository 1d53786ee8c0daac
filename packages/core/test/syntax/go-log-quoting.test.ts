// What those who quote a log in notes, tables, sentences and on pages make of its lines.
import { describe, expect, test } from "vitest";
import { readLog } from "./go-log-helpers.ts";

const said = "go: example.com/hello@v1.0.0: unknown revision v1.0.0";

describe("quoted", () => {
  test("broken behind a colon: the place, or what go was about, in one line and why in the next", () => {
    const request =
      'example.com/hello@v1.0.0: unrecognized import path "example.com/hello": https fetch: \n' +
      'Get "https://example.com/hello?go-get=1": dial tcp 10.0.0.1:443: i/o timeout';
    expect(readLog(request)).toMatchObject([
      { lastOrigin: { line: 2 }, body: { error: { inner: { reason: "connect-timeout" } } } },
    ]);
    const imported =
      "/go/pkg/mod/example.com/x@v1.0.0/x.go:35:2:\nambiguous import: found package example.com/hello/sub\n" +
      "in multiple modules:\n  example.com/hello v1.0.0\n  example.com/hello/sub v0.1.0";
    expect(readLog(imported)).toMatchObject([
      {
        lastOrigin: { line: 5 },
        body: { context: { module: null, position: { line: 35 } }, error: { kind: "ambiguous-import" } },
      },
    ]);
    expect(readLog("the following were asked:\nGet https://example.com/x: 200 OK")).toHaveLength(2);
  });

  test("go get of 1.16 and 1.17, broken at a margin in a word of Windows'", () => {
    const broken =
      'go get: module example.com/hello: Get "https://proxy.golang.org/example.com/hello/@v/list": dial tcp 10.0.0.1:443: connectex: A connection attemp\n' +
      "t failed because the connected party did not properly respond after a period of time.";
    expect(readLog(broken)).toMatchObject([
      { lastOrigin: { line: 2 }, body: { error: { reason: "connect-kernel-timeout" } } },
    ]);
  });

  test("output in the comment of a script", () => {
    const lines = [
      "# go: example.com/hello@v1.0.0: parsing go.mod:",
      "#         module declares its path as: hello",
      "#                 but was required as: example.com/hello",
    ];
    expect(readLog(lines.join("\n"))).toMatchObject([
      { body: { error: { kind: "module-path-mismatch", declared: "hello" } } },
    ]);
  });

  test("a row of a table, as it stands and as code", () => {
    expect(readLog(`| ${said} | tag it |`)).toMatchObject([{ wrapper: "table", text: said }]);
    expect(readLog(`| \`${said}\` | tag it |`)).toMatchObject([{ text: said }]);
    expect(readLog("| go | 1.22 |")).toMatchObject([{ text: "| go | 1.22 |" }]);
  });

  test("an ambiguous import without the modules", () => {
    expect(
      readLog("ambiguous import: found package example.com/hello/sub in multiple modules"),
    ).toMatchObject([
      { body: { error: { kind: "ambiguous-import", package: "example.com/hello/sub", candidates: [] } } },
    ]);
  });

  test("go.mod errors in a sentence", () => {
    expect(
      readLog("it fails with go.mod:3: invalid go version '1.23.1': must match format 1.23"),
    ).toMatchObject([
      {
        wrapper: "glued",
        body: { error: { kind: "gomod-parse", problems: [{ reason: "invalid-go-version" }] } },
      },
    ]);
  });

  test("go.mod errors without their place", () => {
    expect(
      readLog("go: errors parsing go.mod:\ninvalid go version '1.26.1': must match format 1.23"),
    ).toMatchObject([
      { body: { error: { kind: "gomod-parse", problems: [{ reason: "invalid-go-version", line: null }] } } },
    ]);
  });

  test("a module that a page hid as an electronic mail address", () => {
    for (const hidden of [
      "go: [email protected]: unknown revision v1.0.0",
      "go: example.com/[email protected]: unknown revision v1.0.0",
    ]) {
      expect(readLog(hidden), hidden).toMatchObject([
        { body: { context: { module: null }, error: { kind: "unknown-revision", revision: "v1.0.0" } } },
      ]);
    }
    expect(
      readLog("verifying [email protected]: checksum mismatch\n\tdownloaded: h1:a=\n\tgo.sum:     h1:b="),
    ).toMatchObject([
      { body: { context: { module: null }, error: { kind: "checksum-mismatch", against: "go.sum" } } },
    ]);
  });

  test("code in a sentence, from the URL on; what Chinese and comments put behind", () => {
    const failed = `https://proxy.example.com/example.com/hello/@v/v1.0.0.mod": dial tcp 10.0.0.1:443: i/o timeout`;
    const timeout = [{ body: { error: { kind: "network", reason: "connect-timeout" } } }];
    expect(readLog(`#### error \`${failed}\` while building`)).toMatchObject(timeout);
    expect(readLog(`it says \`"${failed}\``)).toMatchObject(timeout);
    expect(readLog(`报错 example.com/hello@v1.0.0: Get "${failed}类的问题`)).toMatchObject(timeout);
    expect(readLog(`// example.com/hello@v1.0.0: Get "${failed} // no idea why`)).toMatchObject(timeout);
    expect(readLog("see `https://example.com/x/y`: it is down")).toMatchObject([{ body: { kind: "other" } }]);
  });

  test("lines that became one", () => {
    const flat = `I get this error: go: downloading example.com/a v1.0.0 go: downloading example.com/hello v1.0.0 ${said}`;
    expect(readLog(flat).map(({ body }) => body.kind)).toEqual(["downloading", "downloading", "error"]);
    const mismatch =
      "go: downloading example.com/hello v1.0.0 go: example.com/hello@v1.0.0: verifying module: checksum mismatch downloaded: h1:a= sum.golang.org: h1:b= SECURITY ERROR This download does NOT match the one reported by the checksum server.";
    expect(readLog(mismatch)).toMatchObject([
      { body: { kind: "downloading" } },
      { body: { error: { kind: "checksum-mismatch", against: "checksum-database" } } },
    ]);
  });

  test("verbose discovery with the error behind it; a server's words without their indentation", () => {
    const discovery = `get "example.com/hello": found meta tag get.metaImport{Prefix:"example.com/hello", VCS:"git", RepoRoot:"https://example.com/hello.git"} at //example.com/hello?go-get=1`;
    const gone =
      "verifying example.com/hello@v1.0.0: example.com/hello@v1.0.0: reading https://sum.example.com/lookup/example.com/hello@v1.0.0: 410 Gone";
    expect(readLog(`${discovery} ${gone}`)).toMatchObject([
      { body: { kind: "discovery" } },
      { body: { error: { kind: "http-status", status: 410 } } },
    ]);
    const flat = `${gone}\nserver response:\nnot found: example.com/hello@v1.0.0: invalid version: git ls-remote -q origin in /tmp/vcs/1: exit status 128:\nfatal: could not read Username for 'https://example.com': terminal prompts disabled`;
    expect(readLog(flat)).toMatchObject([
      {
        lastOrigin: { line: 4 },
        body: { error: { status: 410, serverResponse: { kind: "git-auth" } } },
      },
    ]);
  });

  test("comments of a program, and what a program would print", () => {
    const lines = [
      "//go: finding module for package example.com/hello/sub",
      "//app imports",
      "//example.com/hello/sub: module example.com/hello@latest found (v1.0.0), but does not contain package example.com/hello/sub",
    ];
    expect(readLog(lines.join("\n"))).toMatchObject([
      { body: { kind: "progress" } },
      { body: { error: { kind: "package-not-in-module", module: "example.com/hello" } } },
    ]);
    expect(
      readLog(`	base.Fatalf("go: inconsistent vendoring in %s:%s\\n\\nrun 'go mod vendor'", dir, why)`),
    ).not.toMatchObject([{ body: { kind: "error" } }]);
  });

  test("a module with what was asked for, broken in front of the request", () => {
    const asked =
      'go install: module example.com/hello@latest: \nGet "https://proxy.example.com/...": dial tcp: lookup proxy.example.com: no such host';
    expect(readLog(asked)).toMatchObject([
      {
        body: {
          context: { module: "example.com/hello", query: "latest" },
          error: { reason: "dns-no-such-host" },
        },
      },
    ]);
  });

  test("a request in the output of a test is the test's own", () => {
    const own = `    fetch_test.go:10: Get "https://proxy.example.com/x/@v/list": dial tcp: lookup proxy.example.com: no such host`;
    expect(readLog(own)).not.toMatchObject([{ body: { error: { kind: "network" } } }]);
  });
});
