// Commands that the report proposes, where what go printed would make them fail.
import { expect, test } from "vitest";
import { analyze } from "../../src/analyze.ts";

async function commandsOf(log: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${log}\n`);
  const { diagnosis } = await analyze([{ name: "go.log", bytes }]);
  return (diagnosis?.fixes ?? []).map(({ command }) => command ?? "").join("\n");
}

const inconsistent = (command: string): string =>
  `go: inconsistent vendoring in /home/dev/app:\n\texample.com/hello@v1.1.0: is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt\n\n\tTo ignore the vendor directory, use -mod=readonly or -mod=mod.\n\tTo sync the vendor directory, run:\n\t\t${command}`;

test("a workspace takes no -mod=mod", async () => {
  const workspace = await commandsOf(inconsistent("go work vendor"));
  expect(workspace).toContain("GOFLAGS=-mod=readonly");
  expect(workspace).not.toContain("-mod=mod");
  expect(await commandsOf(inconsistent("go mod vendor"))).toContain("GOFLAGS=-mod=mod");
});

test("the URL that go 1.19 to 1.21 print without its module is made whole", async () => {
  const commands = await commandsOf(
    'go: github.com/Acme/blob@v0.9.0: read "http:/goproxy.corp.example/api/go/@v/v0.9.0.zip": unexpected EOF',
  );
  expect(commands).toContain("'http://goproxy.corp.example/api/go/github.com/!acme/blob/@v/v0.9.0.zip'");
});

const cutOver = (scheme: string): string =>
  `go: example.com/hello@v1.1.0: read "${scheme}://goproxy.corp.example/example.com/hello/@v/v1.1.0.zip": unexpected EOF`;

test("what broke over plain http had no HTTP/2 to leave out", async () => {
  expect(await commandsOf(cutOver("https"))).toContain("http2client=0");
  expect(await commandsOf(cutOver("http"))).toContain("curl");
  expect(await commandsOf(cutOver("http"))).not.toContain("http2client=0");
});
