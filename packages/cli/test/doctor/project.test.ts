import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { examineProject, type Project } from "../../src/doctor/probes/project.ts";
import { thisMachine } from "../../src/machine/machine.ts";
import { readMachine } from "../../src/machine/read-machine.ts";

// The real go reads the files; it is kept from the network. On CI they are Debian's.
const go122 = "/usr/lib/go-1.22/bin";
const missing = existsSync(go122) ? "" : " (skipped: needs golang-1.22-go)";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gotrace-project-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function projectWith(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<Project> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const own = { PATH: `${go122}:${process.env["PATH"]}`, HOME: folder, GOFLAGS: "", GOTOOLCHAIN: "auto" };
  const machine = thisMachine({ ...own, ...env }, join(folder, "app"));
  return await examineProject(machine, await readMachine(machine));
}

function answers({ measurements }: Project): string[] {
  return measurements.map(({ name, answer, measured }) => `${name} ${answer}: ${measured}`);
}

const requires = (go: string, ...lines: string[]): string =>
  `module example.com/app\n\ngo ${go}\n\n${lines.map((line) => `require ${line}\n`).join("")}`;

describe.skipIf(missing !== "")(`what the project here asks for${missing}`, () => {
  test("modules that are in the cache, and those that go would fetch", async () => {
    const project = await projectWith({
      "app/go.mod": requires("1.22", "example.com/A v1.0.0", "example.com/b v1.1.0"),
      "go/pkg/mod/cache/download/example.com/!a/@v/v1.0.0.zip": "PK",
    });
    expect(project.missing).toMatchObject([{ module: "example.com/b", version: "v1.1.0" }]);
    expect(project.cached).toMatchObject([{ module: "example.com/A" }]);
    expect(answers(project).at(-1)).toBe(
      "modules good: 2 are required; not in the module cache: example.com/b@v1.1.0",
    );
  });

  test("replaced modules: by another one, by a folder, by a folder that is not there", async () => {
    const replace =
      "replace example.com/a => example.com/fork v1.0.1\nreplace example.com/b v1.0.0 => ../b\nreplace example.com/c => ../c\n";
    const project = await projectWith({
      "app/go.mod": `${requires("1.22", "example.com/a v1.0.0", "example.com/b v1.0.0", "example.com/c v1.0.0")}${replace}`,
      "b/go.mod": "module example.com/b\n",
    });
    expect(project.missing).toMatchObject([{ module: "example.com/fork", version: "v1.0.1" }]);
    expect(project.measurements.find(({ name }) => name === "replace")).toMatchObject({
      answer: "bad",
      error: { kind: "replace-missing", dir: "../c" },
    });
  });

  test("go.work: what its modules need together, and none of them from another", async () => {
    const project = await projectWith({
      "app/go.work": "go 1.22\n\nuse .\nuse ./lib\n\nreplace example.com/d => ./d\n",
      "app/go.mod": requires("1.22", "example.com/lib v0.0.0", "example.com/a v1.0.0"),
      "app/lib/go.mod": "module example.com/lib\n\ngo 1.22\n\nrequire example.com/d v1.0.0\n",
      "app/d/go.mod": "module example.com/d\n",
    });
    expect(project.missing.map(({ module }) => module)).toEqual(["example.com/a"]);
    expect(project.measurements.every(({ answer }) => answer === "good")).toBe(true);
  });

  test("a newer go is fetched before anything else", async () => {
    const project = await projectWith({ "app/go.mod": requires("1.99.0", "example.com/a v1.0.0") });
    expect(project.toolchain).toMatchObject({ module: "golang.org/toolchain", toolchain: "go1.99.0" });
    expect(project.toolchain?.version).toMatch(/^v0\.0\.1-go1\.99\.0\.\w+-\w+$/);
    expect(project.measurements.filter(({ answer }) => answer !== "good")).toEqual([]);
  });

  test("a newer go that lies in the module cache is not fetched", async () => {
    const platform = `linux-${process.arch === "x64" ? "amd64" : process.arch}`;
    const project = await projectWith({
      "app/go.mod": requires("1.99.0"),
      [`go/pkg/mod/golang.org/toolchain@v0.0.1-go1.99.0.${platform}/bin/go`]: "",
    });
    expect(project.toolchain).toBeNull();
  });

  test.each([
    [{ GOTOOLCHAIN: "local" }, "requires-go", "local"],
    [{ GOTOOLCHAIN: "path" }, "toolchain-not-in-path", "local"],
    [{ GOSUMDB: "off" }, "toolchain-download", "toolchain"],
  ] as const)("a newer go that is not to be had: %o", async (env, kind, role) => {
    const project = await projectWith({ "app/go.mod": requires("1.99.0") }, env);
    const found = project.measurements.filter(({ answer }) => answer === "bad");
    expect(found).toMatchObject([{ stage: "toolchain", role, error: { kind } }]);
  });

  test("what is wrong with go.mod, in go's own words", async () => {
    const project = await projectWith({ "app/go.mod": `${requires("1.22")}<<<<<<< HEAD\n` });
    expect(project.measurements[0]).toMatchObject({
      answer: "bad",
      stage: "modfile",
      error: { kind: "gomod-parse" },
    });
  });

  test("vendor stops go build where it is not what go.mod asks for, and is no matter for the network", async () => {
    const inconsistent = await projectWith({
      "app/go.mod": requires("1.22", "example.com/a v1.0.0"),
      "app/vendor/modules.txt": "# example.com/b v1.0.0\n",
    });
    expect(inconsistent.measurements.find(({ name }) => name === "vendor")).toMatchObject({
      answer: "suspicious",
      error: { kind: "vendor-inconsistent" },
    });
    const whole = await projectWith({
      "app/vendor/modules.txt": "# example.com/a v1.0.0\n## explicit\n",
    });
    expect(whole.measurements.find(({ name }) => name === "vendor")).toMatchObject({ answer: "good" });
  });

  test.each([
    ["", "not-asked"],
    ["go: something that nobody has read before\n", "suspicious"],
    ["go: example.com/a@v1.0.0: module lookup disabled by GOPROXY=off\n", undefined],
  ])("a go that says %j of go.mod is no verdict", async (stderr, answer) => {
    await projectWith({ "app/go.mod": requires("1.22") });
    const env = { PATH: `${go122}:${process.env["PATH"]}`, HOME: folder, GOTOOLCHAIN: "local" };
    const machine = thisMachine(env, join(folder, "app"));
    const state = await readMachine(machine);
    const silent: typeof machine.run = (command, args, more) =>
      args[0] === "list"
        ? Promise.resolve({ missing: false, ok: false, stdout: "", stderr })
        : machine.run(command, args, more);
    const { measurements } = await examineProject({ ...machine, run: silent }, state);
    expect(measurements.find(({ name }) => name === "go.mod")?.answer).toBe(answer);
  });

  test("nothing is written", async () => {
    const text = requires("1.22", "example.com/a v1.0.0");
    await projectWith({ "app/go.mod": text }, { GOFLAGS: "-mod=mod" });
    expect(existsSync(join(folder, "app/go.sum"))).toBe(false);
    expect(existsSync(join(folder, "go/pkg/mod"))).toBe(false);
  });
});

test("without a go.mod there is nothing to say", async () => {
  const machine = thisMachine({ PATH: "/nonexistent", HOME: folder }, folder);
  expect(await examineProject(machine, await readMachine(machine))).toMatchObject({ measurements: [] });
});
