import { describe, expect, test } from "vitest";
import type { GoMessage } from "../../src/model/message.ts";
import { readLog } from "./go-log-helpers.ts";

const kinds = (messages: readonly GoMessage[]): string[] =>
  messages.map(({ body }) => (body.kind === "error" ? body.error.kind : body.kind));

const event = (output: string): string =>
  JSON.stringify({ ImportPath: "app.test/app", Action: "build-output", Output: `${output}\n` });

describe("lines that belong together", () => {
  test("checksum mismatch with its warning, then the next message", () => {
    const messages = readLog(`verifying example.com/hello@v1.0.0: checksum mismatch
\tdownloaded: h1:a=
\tgo.sum:     h1:b=

SECURITY ERROR
This download does NOT match an earlier download recorded in go.sum.
The bits may have been replaced on the origin server, or an attacker may
have intercepted the download attempt.

For more information, see 'go help module-auth'.
exit status 1`);
    expect(kinds(messages)).toEqual(["checksum-mismatch", "exit-status"]);
    expect(messages[0]?.lastOrigin.line).toBe(10);
  });

  test("blocks with blank lines, unindented parts and hints", () => {
    const messages = readLog(`go: errors parsing go.mod:
/home/dev/app/go.mod:3: unknown directive: toolchain
/home/dev/app/go.mod:5: unknown directive: ignore
go: inconsistent vendoring in /home/dev/app:
\texample.com/a@v1.0.0: is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt

\tTo ignore the vendor directory, use -mod=readonly or -mod=mod.
\tTo sync the vendor directory, run:
\t\tgo mod vendor
malformed go.sum:
/home/dev/app/go.sum:3: wrong number of fields 2
main.go:3:8: no required module provides package example.com/x; to add it:
\tgo get example.com/x
main.go:4:8: no required module provides package example.com/y; to add it:
\tgo get example.com/y
app.test/app imports
\texample.com/z: cannot find module providing package example.com/z
go: downloading example.com/a v1.0.0`);
    expect(kinds(messages)).toEqual([
      "gomod-parse",
      "vendor-inconsistent",
      "gosum-malformed",
      "no-required-module",
      "no-required-module",
      "no-required-module",
      "downloading",
    ]);
    expect(messages[0]?.body).toMatchObject({ error: { problems: [{ line: 3 }, { line: 5 }] } });
  });

  test("a server's words may begin as go's do", () => {
    const messages =
      readLog(`go: example.com/hello@v1.0.0: reading https://x.example/hello/@v/v1.0.0.info: 404 Not Found
\tserver response:
\tgo: example.com/hello@v1.0.0: unknown revision v1.0.0
go: downloading example.com/a v1.0.0`);
    expect(kinds(messages)).toEqual(["http-status", "downloading"]);
  });

  test("a crash is one message", () => {
    const messages = readLog(`panic: runtime error: invalid memory address

goroutine 1 [running]:
main.main()
\t/usr/local/go/src/cmd/go/main.go:92 +0x1d
exit status 2
go: downloading example.com/a v1.0.0`);
    expect(kinds(messages)[0]).toBe("crash");
    expect(kinds(messages).at(-1)).toBe("downloading");
  });

  test("git's lines alone", () => {
    expect(
      kinds(
        readLog(
          "fatal: could not read Username for 'https://github.com': terminal prompts disabled\nHost key verification failed.\n",
        ),
      ),
    ).toEqual(["vcs-output", "vcs-output"]);
  });
});

describe("-json", () => {
  test("go mod download", () => {
    const messages = readLog(`{
\t"Path": "example.com/hello",
\t"Version": "v1.0.0",
\t"Error": "example.com/hello@v1.0.0: reading https://proxy.golang.org/example.com/hello/@v/v1.0.0.zip: 403 Forbidden",
\t"Info": "/go/pkg/mod/cache/download/example.com/hello/@v/v1.0.0.info",
\t"GoMod": "/go/pkg/mod/cache/download/example.com/hello/@v/v1.0.0.mod",
\t"GoModSum": "h1:abc="
}
{
\t"Path": "example.com/ok",
\t"Version": "v1.0.0",
\t"Dir": "/go/pkg/mod/example.com/ok@v1.0.0"
}`);
    expect(kinds(messages)).toEqual(["module-json", "http-status", "module-json"]);
    expect(messages[0]?.body).toMatchObject({
      path: "example.com/hello",
      fields: ["Path", "Version", "Error", "Info", "GoMod", "GoModSum"],
    });
    expect(messages[1]?.body).toMatchObject({
      json: true,
      context: { module: "example.com/hello", version: "v1.0.0" },
    });
  });

  test("go list -m and go list", () => {
    const messages = readLog(`{
\t"Path": "example.com/hello",
\t"Error": {
\t\t"Err": "module example.com/hello: reading https://x.example/hello/@v/list: 410 Gone\\n\\tserver response: not found: fetch timed out"
\t}
}
{
\t"ImportPath": "example.com/y",
\t"Incomplete": true,
\t"Error": {
\t\t"ImportStack": ["app.test/app", "example.com/y"],
\t\t"Pos": "main.go:3:8",
\t\t"Err": "no required module provides package example.com/y; to add it:\\n\\tgo get example.com/y"
\t},
\t"DepsErrors": []
}`);
    expect(kinds(messages)).toEqual(["module-json", "http-status", "package-json", "no-required-module"]);
    expect(messages[1]?.body).toMatchObject({
      context: { module: "example.com/hello" },
      error: { serverResponse: { kind: "fetch-timed-out" } },
    });
    expect(messages[2]?.body).toMatchObject({ importStack: ["app.test/app", "example.com/y"] });
    expect(messages[3]?.body).toMatchObject({
      context: { position: { file: "main.go", line: 3, column: 8 }, package: "example.com/y" },
    });
  });

  test("go build: an event a line", () => {
    const messages = readLog(
      [
        event(
          "main.go:3:8: cannot find module providing package example.com/hello: module example.com/hello: reading https://x.example/hello/@v/list: 404 Not Found",
        ),
        event("\tserver response: not found: fetch timed out"),
        JSON.stringify({ ImportPath: "app.test/app", Action: "build-fail" }),
      ].join("\n"),
    );
    expect(kinds(messages).filter((kind) => kind !== "noise")).toEqual(["package-json", "http-status"]);
    expect(messages.at(-1)?.body).toMatchObject({ error: { serverResponse: { kind: "fetch-timed-out" } } });
  });

  test("an object that is cut is lines again", () => {
    expect(
      kinds(readLog(`{\n\t"Path": "example.com/hello",\ngo: downloading example.com/a v1.0.0`)).at(-1),
    ).toBe("downloading");
    expect(kinds(readLog(`{\n\t"Path": "example.com/hello"`))).toEqual(["other"]);
  });
});
