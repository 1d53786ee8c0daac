import { describe, expect, test } from "vitest";
import { analyze } from "../../src/analyze.ts";
import { shellQuote } from "../../src/rules/shell-quote.ts";

async function commandsFor(log: string): Promise<string[]> {
  const report = await analyze([{ name: "go.log", bytes: Buffer.from(log) }]);
  return (report.diagnosis?.fixes ?? []).flatMap(({ command }) => command ?? []);
}

const missing = (module: string): string =>
  `main.go:4:2: missing go.sum entry for module providing package ${module} (imported by example.com/app); to add:\n\tgo get ${module}\n`;

const refused = (host: string): string =>
  `go: example.com/hello@v1.0.0: Get "https://${host}/example.com/hello/@v/v1.0.0.mod": dial tcp 10.0.0.1:443: connect: connection refused\n`;

describe("fixes are made to be pasted", () => {
  test("an honest name goes into the commands", async () => {
    expect(await commandsFor(missing("example.com/hello"))).toContain("go get example.com/hello");
    expect((await commandsFor(refused("proxy.example"))).join("\n")).toContain("proxy.example");
  });

  test.each([
    missing("example.com/$(touch${IFS}x)"),
    missing("example.com/x;reboot"),
    missing("example.com/`id`"),
    refused("a.example$(id)"),
  ])("a name that a shell would run does not: %j", async (log) => {
    for (const command of await commandsFor(log)) expect(command).not.toMatch(/touch|reboot|`id`|\$\(id\)/);
  });

  test("arguments are quoted where a shell would split or expand them", () => {
    expect(["go", "test", "-run", "A|B", "it's"].map(shellQuote).join(" ")).toBe(
      String.raw`go test -run 'A|B' 'it'\''s'`,
    );
  });
});
