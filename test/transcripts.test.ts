import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { allFixtures, fullestMode, inputsOf, type Fixture } from "./support/fixtures.ts";
import { gotraceIn } from "./support/gotrace.ts";

const fixtures = allFixtures();

test.each(fixtures)("$scenario reads as its transcript", async (fixture) => {
  const command = ["analyze", ...inputsOf(fixture, fullestMode(fixture))];
  const { status, stdout, stderr } = await gotraceIn(fixture.folder, command);
  const transcript = [
    ...aboutRun(fixture),
    "",
    "```console",
    `$ gotrace ${command.join(" ")}`,
    (stdout + stderr).trimEnd(),
    "```",
    "",
    `Exit status: ${status}`,
    "",
  ].join("\n");
  await expect(transcript).toMatchFileSnapshot(`golden/${fixture.scenario}.md`);
});

test("every transcript belongs to a fixture", () => {
  const names = new Set(fixtures.map(({ scenario }) => `${scenario}.md`));
  const folder = new URL("golden/", import.meta.url);
  expect(readdirSync(folder).filter((name) => !names.has(name))).toEqual([]);
});

function aboutRun({ scenario, description, injected, command, go }: Fixture): string[] {
  return [
    `# ${scenario}`,
    "",
    `${description} What was broken: ${injected}.`,
    "",
    `Recorded: \`${command.join(" ")}\`, Go ${go}.`,
  ];
}
