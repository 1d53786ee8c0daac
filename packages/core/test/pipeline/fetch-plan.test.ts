import { expect, test } from "vitest";
import { checksumDatabaseOf, planFetch } from "../../src/pipeline/fetch-plan.ts";

const wanted = (module: string): { module: string; version: string; sample: boolean } => ({
  module,
  version: "v1.2.0",
  sample: false,
});

function plan(
  settings: Record<string, string>,
  module: string,
  goSum = "",
): ReturnType<typeof planFetch>[number] {
  const [question] = planFetch((name) => settings[name] ?? "", [wanted(module)], goSum);
  if (question === undefined) throw new Error("a module has a question");
  return question;
}

test("go's own route, and the checksum database", () => {
  const { route, database } = plan({}, "github.com/acme/widget");
  expect(route).toEqual([
    { link: "https://proxy.golang.org", value: "https://proxy.golang.org", separator: "," },
    { link: "github.com (direct)", value: "direct", separator: null },
  ]);
  expect(database).toBe("sum.golang.org");
});

test("what GOPRIVATE covers goes direct and is not checked; GONOPROXY and GONOSUMDB go before it", () => {
  const covered = plan({ GOPRIVATE: "*.corp.example" }, "git.corp.example/team/x");
  expect(covered.route.map(({ value }) => value)).toEqual(["direct"]);
  expect(covered.database).toBeNull();
  const split = plan({ GOPRIVATE: "*.corp.example", GONOSUMDB: "none" }, "git.corp.example/team/x");
  expect(split.database).toBe("sum.golang.org");
});

test("a password in GOPROXY is in no heading", () => {
  const { route } = plan({ GOPROXY: "https://dev:secret@goproxy.corp.example/go/" }, "example.com/x");
  expect(JSON.stringify(route)).not.toContain("secret");
  expect(route[0]?.value).toBe("https://goproxy.corp.example/go");
});

test("go.sum tells whether the database need be asked", () => {
  expect(plan({}, "example.com/x", "example.com/x v1.2.0 h1:abc=\n").inGoSum).toBe(true);
  expect(plan({}, "example.com/x", "example.com/x v1.2.1 h1:abc=\n").inGoSum).toBe(false);
});

test("GOSUMDB in its forms", () => {
  expect(checksumDatabaseOf("off")).toBeNull();
  expect(checksumDatabaseOf("")).toMatchObject({ name: "sum.golang.org", url: null });
  expect(checksumDatabaseOf("sum.golang.google.cn")).toMatchObject({
    name: "sum.golang.org",
    url: "https://sum.golang.google.cn",
  });
  expect(checksumDatabaseOf("sum.corp.example+0a1b2c3d+AbC https://mirror.corp.example/sum")).toEqual({
    name: "sum.corp.example",
    verifier: "sum.corp.example+0a1b2c3d+AbC",
    url: "https://mirror.corp.example/sum",
  });
});
