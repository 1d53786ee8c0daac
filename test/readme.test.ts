import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const readme = await readFile(`${root}README.md`, "utf8");

test("the library's example is ten lines at most, compiles and runs", async () => {
  const example = block("ts");
  expect(example.trim().split("\n").length).toBeLessThanOrEqual(10);

  // Below node_modules, so that the compiler finds the package where a user's would.
  const folder = `${root}node_modules/.cache/readme`;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/example.mts`, example);
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2024", "--module", "nodenext"];
  await execa("node_modules/.bin/tsc", [...options, "--types", "node", `${folder}/example.mts`], {
    cwd: root,
  });

  const { stdout } = await execa(process.execPath, ["--input-type=module", "--eval", example], { cwd: root });
  expect(stdout).toContain("tls-unknown-authority");
});

test("the commands are those that CI runs, and name files that are there", async () => {
  const commands = block("sh")
    .trim()
    .split("\n")
    .filter((line) => line.startsWith("npm ci"));
  expect(commands).toHaveLength(2);
  const [analyze = "", tests = ""] = commands;
  expect(await readFile(`${root}.ci/run`, "utf8")).toContain(tests);
  const { stdout, exitCode } = await execa(
    "sh",
    ["-c", analyze.replace("npm ci && npx gotrace", "node packages/cli/bin/gotrace.js")],
    { cwd: root, reject: false, env: { COLUMNS: "100", NO_COLOR: "1" } },
  );
  expect(exitCode).toBe(1);
  expect(readme).toContain(stdout);
});

/** All fenced blocks of one language, one after the other. */
function block(language: string): string {
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms");
  return [...readme.matchAll(fence)].map((match) => match[1]).join("\n");
}
