import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const readme = await readFile(`${root}README.md`, "utf8");
const [analyze = "", tests = ""] = blocks("sh").map((block) => block.trim());

test("the outputs that it shows are what its commands print", async () => {
  const folder = analyze.replace(/^npm ci && (cd .*?) && npx .*/, "$1");
  let updated = readme;
  for (const shown of blocks("console")) {
    const command = shown.slice("$ ".length, shown.indexOf("\n"));
    const { stdout, exitCode } = await execa("sh", ["-c", `${folder} && ${command}`], {
      cwd: root,
      env: { COLUMNS: "100", NO_COLOR: "1" },
      reject: false,
    });
    expect(exitCode).toBe(1);
    updated = updated.replace(shown, () => `$ ${command}\n${stdout}\n`);
  }
  await expect(updated).toMatchFileSnapshot("../README.md");
  expect(updated).toContain(`$ ${analyze.slice(analyze.indexOf("npx"))}\n`);
});

test("its second command is what CI runs", async () => {
  expect(tests).toMatch(/^npm ci && npm /);
  expect(await readFile(`${root}.ci/run`, "utf8")).toContain(`  ${tests}\n`);
});

test("its example of the library has ten lines at most, compiles and runs", async () => {
  const [example = ""] = blocks("ts");
  expect(example.trim().split("\n").length).toBeLessThanOrEqual(10);

  // Below node_modules, so that the compiler finds the package where a user's would.
  const folder = `${root}node_modules/.cache/readme`;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/example.mts`, example);
  const options = [
    "--ignoreConfig",
    "--noEmit",
    "--strict",
    "--skipLibCheck",
    "--target",
    "es2024",
    "--module",
    "nodenext",
  ];
  await execa(`${root}node_modules/.bin/tsc`, [...options, "--types", "node", `${folder}/example.mts`], {
    cwd: folder,
  });

  const { stdout } = await execa(process.execPath, ["--input-type=module", "--eval", example], { cwd: root });
  expect(stdout).toMatch(/^tls: tls-unknown-authority at proxy\.golang\.org/);
});

/** The fenced blocks of one language, in order. */
function blocks(language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms");
  return Array.from(readme.matchAll(fence), (match) => match[1] ?? "");
}
