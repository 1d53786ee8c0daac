// Asks Go's own packages, as they lie in a toolchain's source, what our reading of its settings says. Needs a go with its source.
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { matchPrefixPatterns } from "../packages/core/src/pipeline/module-path.ts";
import { bypassesProxy, parseNoProxy } from "../packages/core/src/pipeline/no-proxy.ts";

const goroot = ["/usr/lib/go-1.22", "/usr/lib/go-1.19", "/usr/lib/go-1.23", "/usr/lib/go-1.21"].find(
  (folder) => existsSync(join(folder, "src/cmd/vendor/golang.org/x/mod")),
);
const folder = mkdtempSync(join(tmpdir(), "gotrace-go-semantics-"));
const program = join(folder, "answers");

afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Question = { Patterns: string; Path: string } | { NoProxy: string; Target: string };

async function answersOfGo(questions: readonly Question[]): Promise<boolean[]> {
  const input = questions.map((question) => JSON.stringify(question)).join("\n");
  const { stdout } = await execa(program, { input });
  return stdout.split("\n").map((line) => line === "true");
}

describe.skipIf(goroot === undefined)("as Go itself reads them", () => {
  beforeAll(async () => {
    const source = join(realpathSync(goroot ?? ""), "src");
    const packages = join(folder, "src/golang.org/x");
    mkdirSync(packages, { recursive: true });
    cpSync(join(realpathSync(join(source, "cmd")), "vendor/golang.org/x/mod"), join(packages, "mod"), {
      recursive: true,
    });
    for (const name of ["net", "text"]) {
      cpSync(join(realpathSync(join(source, "vendor")), "golang.org/x", name), join(packages, name), {
        recursive: true,
      });
    }
    const main = new URL("go-program", import.meta.url).pathname;
    const env = {
      GOPATH: folder,
      GO111MODULE: "off",
      GOFLAGS: "",
      GOCACHE: join(folder, "cache"),
      GOTOOLCHAIN: "local",
    };
    await execa(join(goroot ?? "", "bin/go"), ["build", "-o", program, "."], { cwd: main, env });
  }, 600_000);

  test("patterns of module paths", { timeout: 60_000 }, async () => {
    const piece = fc.constantFrom(
      "a",
      "b",
      "-",
      "*",
      "?",
      "[",
      "]",
      "^",
      "\\",
      "/",
      "/",
      ".",
      "é",
      "[a-c]",
      "[^b]",
      "a*",
      "git.corp.example",
    );
    const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(""));
    const path = fc
      .array(fc.constantFrom("a", "b", "/", "-", "é", "git.corp.example"), { minLength: 1, maxLength: 4 })
      .map((pieces) => pieces.join(""));
    const pairs = fc.sample(
      fc.record({
        Patterns: fc
          .array(text, { maxLength: 3 })
          .map((globs) => globs.join(", ".slice(0, 1 + (globs.length % 2)))),
        Path: path,
      }),
      { numRuns: 20_000, seed: 4 },
    );
    const answers = await answersOfGo(pairs);
    const differing = pairs.filter(
      ({ Patterns, Path }, i) => matchPrefixPatterns(Patterns, Path) !== answers[i],
    );
    expect(answers.filter(Boolean).length).toBeGreaterThan(500);
    expect(differing.slice(0, 5)).toEqual([]);
  });

  test("NO_PROXY", { timeout: 60_000 }, async () => {
    const hosts = [
      "git.corp.example",
      "corp.example",
      "notcorp.example",
      "localhost",
      "10.1.2.3",
      "127.0.0.1",
      "192.0.2.7",
      "[::1]",
      "[fd00::7]",
      "[::ffff:10.1.2.3]",
    ];
    const entry = fc.constantFrom(
      "corp.example",
      ".corp.example",
      "*.corp.example",
      "CORP.example",
      "corp.example:443",
      "corp.example:80",
      "git.corp.example.",
      "10.0.0.0/8",
      "10.1.2.3",
      "10.1.2.3:8443",
      "10.*",
      "10.1.2.3/33",
      "fd00::/8",
      "[fd00::7]:443",
      "fd00::7",
      "::1",
      "",
      " ",
      ":443",
      "*",
      ".",
      "a b",
      "http://corp.example",
      "192.0.2.7/24",
      "010.1.2.3",
      "::ffff:0:0/96",
      "[corp.example]",
      "corp.example:",
    );
    const questions = fc.sample(
      fc.record({
        NoProxy: fc.array(entry, { maxLength: 3 }).map((entries) => entries.join(",")),
        host: fc.constantFrom(...hosts),
        port: fc.constantFrom(443, 8443),
      }),
      { numRuns: 20_000, seed: 6 },
    );
    const answers = await answersOfGo(
      questions.map(({ NoProxy, host, port }) => ({ NoProxy, Target: `https://${host}:${port}/` })),
    );
    const differing = questions.filter(
      ({ NoProxy, host, port }, i) =>
        (bypassesProxy(parseNoProxy(NoProxy), host, port) !== null) !== answers[i],
    );
    expect(answers.filter(Boolean).length).toBeGreaterThan(500);
    expect(differing.slice(0, 8)).toEqual([]);
  });
});
