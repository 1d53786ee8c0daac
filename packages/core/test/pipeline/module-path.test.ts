import { describe, expect, test } from "vitest";
import { moduleOfCachePath } from "../../src/pipeline/cache-path.ts";
import { escapeModulePath, matchPrefixPatterns, unescapeModulePath } from "../../src/pipeline/module-path.ts";

describe("module paths", () => {
  test("upper case is escaped in the cache and in proxy URLs", () => {
    expect(escapeModulePath("github.com/Azure/azure-sdk")).toBe("github.com/!azure/azure-sdk");
    expect(unescapeModulePath("github.com/!burnt!sushi/toml")).toBe("github.com/BurntSushi/toml");
  });

  // The cases of golang.org/x/mod/module's documentation of MatchPrefixPatterns, and those that people get wrong.
  test.each([
    ["github.com/acme", "github.com/acme/widget", true],
    ["github.com/acme/*", "github.com/acme/widget/v2", true],
    ["github.com/acme/*", "github.com/acme", false],
    ["*.corp.example", "git.corp.example/platform/auth", true],
    ["*.corp.example", "corp.example/x", false],
    ["github.com/acme", "github.com/acmecorp/x", false],
    ["git.corp.example,github.com/acme", "github.com/acme/x", true],
    ["github.com/[a-c]*", "github.com/acme/x", true],
    ["github.com/[", "github.com/acme", false],
    ["", "github.com/acme", false],
    ["none", "github.com/acme", false],
    ["*", "anything.example/x", true],
  ])("%s covers %s: %s", (patterns, path, covered) => {
    expect(matchPrefixPatterns(patterns, path)).toBe(covered);
  });

  test.each([
    [
      "/home/dev/go/pkg/mod/cache/download/github.com/!azure/x/@v/v1.2.0.mod",
      "github.com/Azure/x",
      "v1.2.0",
      "mod",
    ],
    ["/cache/download/example.com/hello/@v/v1.0.0.zip616138287.tmp", "example.com/hello", "v1.0.0", "zip"],
    ["/cache/download/example.com/hello/@v/v1.0.0.lock", "example.com/hello", "v1.0.0", "lock"],
    ["/cache/download/example.com/hello/@v/list", "example.com/hello", null, "list"],
    ["/home/dev/go/pkg/mod/example.com/hello@v1.0.0/big.txt", "example.com/hello", "v1.0.0", "dir"],
    ["/home/dev/go/pkg/mod/cache/lock", null, null, "other"],
  ])("%s", (path, module, version, file) => {
    expect(moduleOfCachePath(path)).toEqual({ module, version, file });
  });

  test("a path elsewhere is in no cache", () => {
    expect(moduleOfCachePath("/etc/hosts")).toBeNull();
    expect(moduleOfCachePath("/home/dev/app/go.mod")).toBeNull();
  });
});
