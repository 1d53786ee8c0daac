import { expect, test } from "vitest";
import { recommend } from "../../src/diagnosis/recommend.ts";
import type { Finding } from "../../src/model/report.ts";
import type { KnownSetting, SettingsView } from "../../src/model/setting.ts";
import type { Cause } from "../../src/model/vocabulary.ts";

function finding(cause: Cause, more: Partial<Finding> = {}): Finding {
  return {
    stage: "route",
    cause,
    role: "module-proxy",
    severity: "failure",
    title: "",
    explanation: "",
    confidence: "certain",
    module: "git.corp.example/team/x",
    version: null,
    host: null,
    evidence: [],
    chain: [],
    ruledOut: [],
    fixes: [{ text: "", command: "go env -w GOPRIVATE='git.corp.example'", weakens: null }],
    ...more,
  };
}

function settings(...statements: KnownSetting[]): SettingsView {
  return {
    statements,
    environmentWhole: true,
    unknownValues: new Set(),
    userFileWhole: true,
    gorootFileWhole: true,
    goEnvWhole: false,
    ignoredLines: [],
    goVersion: "go1.22.12",
  };
}

function setting(name: string, value: string, source: KnownSetting["source"]): KnownSetting {
  return { name, value, source, origin: null, file: null };
}

test("a private module's pattern goes beside those that are private already", () => {
  const known = setting("GOPRIVATE", "*.old.example, git.corp.test", "go-env-file");
  const [first, ...others] = recommend([finding("private-module-on-public-proxy")], [], settings(known));
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    command: "go env -w GOPRIVATE='*.old.example,git.corp.test,git.corp.example'",
    undo: "go env -w GOPRIVATE='*.old.example, git.corp.test'",
    inEnvironment: false,
  });
});

test("what go env -w cannot change has the command that does", () => {
  const known = setting("GOPRIVATE", "git.corp.test", "environment");
  const [first] = recommend([finding("private-module-on-checksum-database")], [], settings(known));
  expect(first).toMatchObject({
    command: "export GOPRIVATE=git.corp.test,git.corp.example",
    undo: "export GOPRIVATE=git.corp.test",
    inEnvironment: true,
  });
});

test("a dead element leaves GOPROXY, the others and what stands between them stay", () => {
  const known = setting(
    "GOPROXY",
    "https://a.example|https://dead.example|https://b.example,direct",
    "go-env-file",
  );
  const [first] = recommend([finding("goproxy-slow-entry", { host: "dead.example" })], [], settings(known));
  expect(first?.value).toBe("https://a.example|https://b.example,direct");
  expect(recommend([finding("goproxy-slow-entry", { host: "other.example" })], [], settings(known))).toEqual(
    [],
  );
});

test("of the notes only those whose advice is plain", () => {
  const fixes = [{ text: "", command: "go env -w GOPRIVATE='a.example,b.example/*'", weakens: null }];
  const note = { text: "a blank", why: "", fixes, seen: [] };
  expect(recommend([], [{ ...note, kind: "pattern-list-with-blank" }], settings())).toMatchObject([
    { name: "GOPRIVATE", value: "a.example,b.example/*" },
  ]);
  expect(recommend([], [{ ...note, kind: "gosumdb-off" }], settings())).toEqual([]);
});

test("what no setting can mend has no recommendation, and one setting one", () => {
  expect(recommend([finding("connect-timeout")], [], settings())).toEqual([]);
  const both = [finding("private-module-on-public-proxy"), finding("private-module-on-checksum-database")];
  expect(recommend(both, [], settings())).toHaveLength(1);
});
