import { describe, expect, test } from "vitest";
import { analyze } from "../../src/analyze.ts";
import type { Report } from "../../src/model/report.ts";

const refused = (module: string): string =>
  `go: ${module}@v1.0.0: Get "https://proxy.golang.org/${module}/@v/v1.0.0.mod": dial tcp 192.0.2.1:443: connect: connection refused\n`;

function analyzeLog(text: string): Promise<Report> {
  return analyze([{ name: "build.log", bytes: Buffer.from(text) }]);
}

describe("a log of several go commands", () => {
  test("each has a verdict of its own, the last that tells one decides", async () => {
    const report = await analyzeLog(
      `+ go mod download\n${refused("example.com/a")}+ go version\ngo version go1.22.1 linux/amd64\n+ go vet ./...\n` +
        "go: updates to go.mod needed; to update it:\n\tgo mod tidy\n",
    );
    expect(report.runs.map(({ command, diagnosis }) => [command.argv?.join(" "), diagnosis?.cause])).toEqual([
      ["go mod download", "connect-refused"],
      ["go vet ./...", "gomod-needs-update"],
    ]);
    expect(report.diagnosis?.cause).toBe("gomod-needs-update");
  });

  test("one that prints nothing says nothing: the failure before it stands", async () => {
    const report = await analyzeLog(
      `$ go build ./...\n${refused("example.com/a")}$ go list ./...\nexample.com/app\n`,
    );
    expect(report.runs).toHaveLength(2);
    expect(report.diagnosis?.module).toBe("example.com/a");
  });

  test("what stands before the first command belongs to it", async () => {
    const report = await analyzeLog(`GOFLAGS=-mod=mod\n$ go mod download\n${refused("example.com/a")}`);
    expect(report.runs).toHaveLength(1);
    expect(report.command.argv).toEqual(["go", "mod", "download"]);
  });

  test("a log without commands is one", async () => {
    const report = await analyzeLog(refused("example.com/a") + refused("example.com/b"));
    expect(report.runs).toHaveLength(1);
    expect(report.diagnosis?.module).toBe("example.com/a");
  });
});
