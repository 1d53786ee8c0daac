import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allFixtures, inputsOf } from "./support/fixtures.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

describe("the packed packages, installed in an empty folder", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "gotrace-packaging-"));
    const packing = ["pack", "--ignore-scripts", "--workspaces", `--pack-destination=${folder}`];
    await execa("npm", packing, { cwd: root });
    const tarballs = (await readdir(folder)).map((name) => join(folder, name));
    await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
    await execa("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...tarballs], {
      cwd: folder,
    });
  }, 240_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("analyse a recorded run by the command", async () => {
    const fixture = allFixtures().find(({ expected }) => expected.both?.outcome === "failed");
    const inputs =
      fixture === undefined ? [] : inputsOf(fixture, "both").map((name) => join(fixture.folder, name));
    const command = join(folder, "node_modules", ".bin", "gotrace");
    const { stdout, exitCode } = await execa(command, ["analyze", ...inputs], { cwd: folder, reject: false });
    expect(stdout).toMatch(/^✗ /);
    expect(exitCode).toBe(1);
  });

  test("export the library and its schema", async () => {
    const program = `
      import { analyze, render } from "@gotrace/core";
      import schema from "@gotrace/core/schema/report.schema.json" with { type: "json" };
      console.log(typeof analyze, typeof render, schema.title);`;
    const { stdout } = await execa(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: folder,
    });
    expect(stdout).toBe("function function gotrace report");
  });

  test("hold what they need and nothing else", async () => {
    const installed = join(folder, "node_modules", "@gotrace");
    expect((await readdir(join(installed, "cli"))).toSorted()).toEqual([
      "LICENSE",
      "bin",
      "dist",
      "package.json",
    ]);
    expect((await readdir(join(installed, "core"))).toSorted()).toEqual([
      "LICENSE",
      "dist",
      "generated",
      "package.json",
      "schema",
    ]);
    // The thread for large traces is started by this name; without it they would be read by one thread, without a word.
    for (const name of ["cli", "core"])
      expect(await readdir(join(installed, name, "dist"))).toContain("pick-worker.js");
  });
});
