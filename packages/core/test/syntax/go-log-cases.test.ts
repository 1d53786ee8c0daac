// Every text shape that the grammar knows, at least one real line a kind and version form: go-log-cases/ holds whole
// messages, go-log-leaves/ what stands at the end of an error or alone in the output of git.
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { GoErrorKind } from "../../src/model/go-error.ts";
import { networkReasons } from "../../src/model/network-error.ts";
import { vcsReasons } from "../../src/model/vcs-error.ts";
import { mayBeKnown } from "../../src/syntax/go-log/heads.ts";
import { parseGitOutput, parseMessage } from "../../src/syntax/go-log/parse.ts";
import { bodyOf, casesIn, errorOf } from "./go-log-helpers.ts";

const whole = new URL("go-log-cases/", import.meta.url);
const leaves = new URL("go-log-leaves/", import.meta.url);

describe.each(readdirSync(whole))("%s", (file) => {
  test.each(casesIn(new URL(file, whole)))("%s", (text, expected) => {
    expect(bodyOf(text)).toMatchObject(expected);
  });
});

/** Every kind of error: the compiler asks for a new one here, the test below for a case of it. */
const kinds: Record<GoErrorKind, true> = {
  network: true,
  "http-status": true,
  "file-proxy": true,
  "invalid-proxy-response": true,
  "wrong-version": true,
  "too-large": true,
  vcs: true,
  "vcs-missing": true,
  "sumdb-security": true,
  "sumdb-note": true,
  "sumdb-disabled": true,
  "checksum-mismatch": true,
  "unknown-revision": true,
  "invalid-pseudo-version": true,
  "major-mismatch": true,
  "missing-subdirectory": true,
  "no-commits": true,
  "module-path-mismatch": true,
  "dependency-gomod-parse": true,
  excluded: true,
  "unrecognized-import-path": true,
  "invalid-path": true,
  "insecure-protocol": true,
  "repository-root": true,
  "lookup-disabled": true,
  govcs: true,
  "missing-gosum": true,
  "gosum-needs-update": true,
  "gomod-needs-update": true,
  "no-matching-versions": true,
  "version-conflict": true,
  "version-query-invalid": true,
  "requires-go": true,
  "toolchain-not-available": true,
  "toolchain-download": true,
  "toolchain-switch": true,
  "toolchain-not-in-path": true,
  "toolchain-invalid": true,
  "toolchain-exec": true,
  "no-required-module": true,
  "not-in-std": true,
  "package-not-in-module": true,
  "ambiguous-import": true,
  "package-missing": true,
  "internal-package": true,
  "import-cycle": true,
  "no-go-files": true,
  "goproxy-malformed": true,
  "gosumdb-malformed": true,
  "goflags-invalid": true,
  "goenv-invalid": true,
  "goauth-invalid": true,
  "home-missing": true,
  "goroot-missing": true,
  usage: true,
  "no-gomod": true,
  "gomod-parse": true,
  "gomod-missing-module": true,
  gowork: true,
  "replace-missing": true,
  "install-replace": true,
  "vendor-inconsistent": true,
  "vendor-package-missing": true,
  file: true,
  unzip: true,
  "zip-invalid": true,
  lock: true,
  "gosum-malformed": true,
  "gosum-write": true,
  "gomod-write": true,
  "cache-modified": true,
  exec: true,
  killed: true,
  "out-of-memory": true,
  internal: true,
  build: true,
  "build-needs-go": true,
  "vcs-stamping": true,
  other: true,
};

test("each kind of error has a case", () => {
  const seen = new Set<string>(["network", "other"]);
  for (const file of readdirSync(whole)) {
    for (const [text] of casesIn(new URL(file, whole))) {
      for (const body of parseMessage(text)) if (body.kind === "error") seen.add(body.error.kind);
    }
  }
  expect(Object.keys(kinds).filter((kind) => !seen.has(kind))).toEqual([]);
});

test("the quick look at a line's first words hides no case", () => {
  const heads = readdirSync(whole).flatMap((file) => casesIn(new URL(file, whole)).map(([text]) => text));
  const alone = casesIn(new URL("vcs.txt", leaves)).map(([text]) => text);
  const hidden = [...heads, ...alone].filter((text) => !mayBeKnown(text) && bodyOf(text).kind !== "other");
  expect(hidden).toEqual([]);
});

describe("leaves of the network", () => {
  const cases = casesIn(new URL("network.txt", leaves));
  const url = "https://proxy.golang.org/example.com/hello/@v/v1.0.0.mod";

  test.each(cases)("%s", (leaf, expected) => {
    expect(bodyOf(`go: example.com/hello@v1.0.0: Get "${url}": ${leaf}`)).toMatchObject({
      context: { module: "example.com/hello", version: "v1.0.0" },
      error: { kind: "network", url, phase: "request", ...expected },
    });
  });

  test.each(cases)("as go 1.13 prints it, without quotes and in parentheses: %s", (leaf, expected) => {
    expect(errorOf(`go: example.com/hello@v1.0.0: Get ${url}: ${leaf}`)).toMatchObject({
      kind: "network",
      url,
      ...expected,
    });
    const inner = errorOf(
      `go: a.example/b@v1.0.0: unrecognized import path "a.example/b" (https fetch: Get ${url}: ${leaf})`,
    );
    expect(inner).toMatchObject({
      kind: "unrecognized-import-path",
      reason: "fetch",
      inner: { kind: "network", ...expected },
    });
  });

  test("each reason has a case", () => {
    const seen = new Set(cases.map(([leaf]) => reasonOf(leaf)));
    const elsewhere = new Set(["insecure-url", "insecure-credentials"]);
    expect(networkReasons.filter((reason) => !seen.has(reason) && !elsewhere.has(reason))).toEqual([]);
  });

  function reasonOf(leaf: string): string {
    const error = errorOf(`go: example.com/hello@v1.0.0: Get "${url}": ${leaf}`);
    return error.kind === "network" ? error.reason : error.kind;
  }
});

describe("lines of version control tools", () => {
  const cases = casesIn(new URL("vcs.txt", leaves));

  test.each(cases)("%s", (line, expected) => {
    expect(parseGitOutput(line)).toMatchObject([expected]);
    expect(bodyOf(line)).toMatchObject({ kind: "vcs-output", failures: [expected] });
  });

  test("each reason has a case", () => {
    const seen = new Set(cases.flatMap(([line]) => parseGitOutput(line).map(({ reason }) => reason)));
    expect(vcsReasons.filter((reason) => !seen.has(reason))).toEqual([]);
  });

  test("several lines", () => {
    const said = parseGitOutput(
      "ssh: connect to host github.com port 22: Connection refused\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n",
    );
    expect(said.map(({ reason }) => reason)).toEqual(["network", "no-remote-access", "advice", "advice"]);
    expect(parseGitOutput("")).toEqual([]);
  });
});

describe("look-alikes", () => {
  test("an answer of the forward proxy is no answer of the module proxy", () => {
    const url = "https://proxy.golang.org/example.com/hello/@v/v1.0.0.mod";
    expect(errorOf(`go: example.com/hello@v1.0.0: Get "${url}": Forbidden`)).toMatchObject({
      kind: "network",
      reason: "connect-answer",
    });
    expect(errorOf(`go: example.com/hello@v1.0.0: reading ${url}: 403 Forbidden`)).toMatchObject({
      kind: "http-status",
      status: 403,
      url,
    });
  });

  test("git on the mirror is no git on this machine", () => {
    const git =
      "git ls-remote -q origin in /tmp/gopath/pkg/mod/cache/vcs/abc: exit status 128:\n\tfatal: could not read Username for 'https://github.com': terminal prompts disabled";
    expect(errorOf(`go: github.com/priv/x@v1.0.0: invalid version: ${git}`)).toMatchObject({
      kind: "vcs",
      failures: [{ reason: "auth-https" }],
    });
    expect(
      errorOf(
        `go: github.com/priv/x@v1.0.0: reading https://proxy.golang.org/github.com/priv/x/@v/v1.0.0.info: 404 Not Found\n\tserver response:\n\tnot found: github.com/priv/x@v1.0.0: invalid version: ${git}`,
      ),
    ).toMatchObject({
      kind: "http-status",
      serverResponse: {
        kind: "git-auth",
        module: "github.com/priv/x",
        error: { kind: "vcs", dir: "/tmp/gopath/pkg/mod/cache/vcs/abc" },
      },
    });
  });

  test("a full disk under a body error is a file's error", () => {
    const text = `go: example.com/hello@v1.0.0: read "https://proxy.golang.org/example.com/hello/@v/v1.0.0.zip": write /home/dev/go/pkg/mod/cache/download/example.com/hello/@v/v1.0.0.zip516681344.tmp: no space left on device`;
    expect(errorOf(text)).toMatchObject({
      kind: "file",
      operation: "write",
      errno: "no space left on device",
    });
  });

  test("an unknown text keeps the error that it ends in", () => {
    expect(errorOf(`go: doing a new thing: Get "https://a.example/b": EOF`)).toMatchObject({
      kind: "other",
      inner: { kind: "network", reason: "eof" },
    });
    expect(errorOf("go: doing a new thing: it did not work")).toMatchObject({ kind: "other", inner: null });
  });
});

describe("lines that hold several messages", () => {
  test("commands, and commands that set", () => {
    expect(parseMessage("+ go mod tidy && go build ./...")).toMatchObject([
      { argv: ["go", "mod", "tidy"] },
      { argv: ["go", "build", "./..."] },
    ]);
    expect(parseMessage("$ go env -w GOPROXY=direct")).toMatchObject([
      { kind: "shell-command" },
      { kind: "env-setting", name: "GOPROXY", value: "direct", source: "go-env-w" },
    ]);
    expect(parseMessage("+ export GOPROXY=direct")).toMatchObject([
      { kind: "shell-command" },
      { kind: "env-setting", source: "shell" },
    ]);
    expect(parseMessage("ENV GOPROXY=direct GOSUMDB=off")).toMatchObject([
      { name: "GOPROXY" },
      { name: "GOSUMDB", value: "off" },
    ]);
  });
});
