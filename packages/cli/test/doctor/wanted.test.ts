import type { MachineState } from "@gotrace/core";
import { expect, test } from "vitest";
import type { Project } from "../../src/doctor/probes/project.ts";
import type { Requirement } from "../../src/doctor/requirements.ts";
import { wantedModules } from "../../src/doctor/wanted.ts";

const state = { goEnv: { GOPRIVATE: "git.corp.example" } } as unknown as MachineState;

function required(...paths: string[]): Requirement[] {
  return paths.map((module) => ({ module, version: "v1.0.0", indirect: false }));
}

function namesFor(named: string[], project: Partial<Project>): string[] {
  const whole = { measurements: [], toolchain: null, missing: [], cached: [], ...project };
  return wantedModules(named, whole, state).map(({ module }) => module);
}

test("what is not in the cache is asked for first, private modules before others, and few of all", () => {
  const missing = required("a.example/a", "git.corp.example/b");
  const cached = required("a.example/c", "a.example/d");
  expect(namesFor([], { missing, cached })).toEqual(["git.corp.example/b", "a.example/a", "a.example/c"]);
  const own = required("git.corp.example/a", "git.corp.example/b", "git.corp.example/c", "d.example/d");
  expect(namesFor([], { missing: own })).toEqual(["git.corp.example/a", "git.corp.example/b", "d.example/d"]);
});

test("without any requirement one that every proxy answers about", () => {
  expect(namesFor([], {})).toEqual(["golang.org/x/text"]);
});

test("what is named is asked for alone, after the toolchain that go fetches before", () => {
  const toolchain = {
    module: "golang.org/toolchain",
    version: "v0.0.1-go1.24.0.linux-amd64",
    sample: false,
    toolchain: "go1.24.0",
  };
  const missing = required("a.example/a");
  expect(namesFor(["b.example/b@v1.2.0"], { toolchain, missing })).toEqual([
    "golang.org/toolchain",
    "b.example/b",
  ]);
});
