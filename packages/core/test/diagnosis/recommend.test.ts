import { expect, test } from "vitest";
import { recommend } from "../../src/diagnosis/recommend.ts";
import type { Setting } from "../../src/model/facts.ts";
import type { Finding } from "../../src/model/report.ts";
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

function setting(name: string, value: string, source: Setting["source"]): Setting {
  return { name, value, source, at: { input: 0, line: 0, offset: 0 } };
}

test("a private module's pattern goes beside those that are private already", () => {
  const known = setting("GOPRIVATE", "*.old.example, git.corp.test", "go-env-file");
  const [first, ...others] = recommend([finding("private-module-on-public-proxy")], [known]);
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    command: "go env -w GOPRIVATE='*.old.example,git.corp.test,git.corp.example'",
    undo: "go env -w GOPRIVATE='*.old.example, git.corp.test'",
    inEnvironment: false,
  });
});

test("what go env -w cannot change has the command that does", () => {
  const known = setting("GOPRIVATE", "git.corp.test", "environment");
  const [first] = recommend([finding("private-module-on-checksum-database")], [known]);
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
  const [first] = recommend([finding("goproxy-slow-entry", { host: "dead.example" })], [known]);
  expect(first?.value).toBe("https://a.example|https://b.example,direct");
  expect(recommend([finding("goproxy-slow-entry", { host: "other.example" })], [known])).toEqual([]);
});

test("what no setting can mend has no recommendation, and one setting one", () => {
  expect(recommend([finding("connect-timeout")], [])).toEqual([]);
  const both = [finding("private-module-on-public-proxy"), finding("private-module-on-checksum-database")];
  expect(recommend(both, [])).toHaveLength(1);
});
