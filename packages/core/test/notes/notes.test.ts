import { describe, expect, test } from "vitest";
import { noteKinds } from "../../src/model/note.ts";
import { notesOfMachine } from "../../src/notes/notes.ts";
import { noteRules } from "../../src/notes/registry.ts";
import { environmentCases } from "./environment-cases.ts";
import { machine } from "./scenes.ts";
import { verificationCases } from "./verification-cases.ts";

describe.each(noteKinds)("%s", (kind) => {
  const { find, why, title, links } = noteRules[kind];
  const cases = { ...verificationCases, ...environmentCases }[kind] ?? { for: [], against: [] };

  test.each(cases.for)("%s", (_, shown, text) => {
    const [remark, ...others] = find(shown);
    expect(others).toEqual([]);
    expect(remark?.text).toMatch(text);
    expect(remark?.text).not.toMatch(/\.$|null|undefined/);
    expect(remark?.seen.length).toBeGreaterThan(0);
    expect(remark?.fixes[0]?.weakens ?? null).toBeNull();
  });

  test.each(cases.against)("is not: %s", (_, shown) => {
    expect(find(shown)).toEqual([]);
  });

  test("has a case for and a case against, and its texts", () => {
    expect(noteRules[kind].kind).toBe(kind);
    expect([cases.for.length > 0, cases.against.length > 0]).toEqual([true, true]);
    expect(why).toMatch(/\.\)?$/);
    expect(title).not.toMatch(/\.$/);
    expect(links.every((link) => link.startsWith("https://"))).toBe(true);
  });
});

test("what a hostile value would do in a shell, it does not do in a command", () => {
  const notes = notesOfMachine(machine({ environment: { goproxy: "direct'; rm -rf ~; '$(id)" } }));
  expect(notes.map(({ fixes }) => fixes[0]?.command)).toEqual([
    String.raw`go env -w GOPROXY='direct'\''; rm -rf ~; '\''$(id)'`,
  ]);
});

test("an ordinary machine gets no notes", () => {
  const goEnv = {
    GOOS: "linux",
    GOPATH: "/home/dev/go",
    GOROOT: "/usr/lib/go",
    GOPROXY: "https://proxy.golang.org,direct",
    GOSUMDB: "sum.golang.org",
    GOPRIVATE: "git.corp.example",
    GONOPROXY: "git.corp.example",
    GONOSUMDB: "git.corp.example",
    GOTOOLCHAIN: "auto",
    GOFLAGS: "",
  };
  const lines = ["GOPRIVATE=git.corp.example"];
  expect(notesOfMachine(machine({ goEnv, goEnvFile: { path: "/home/dev/.config/go/env", lines } }))).toEqual(
    [],
  );
  expect(notesOfMachine(machine())).toEqual([]);
});
