// How many verdicts are right: `npm run accuracy [-- FOLDER…]`. Without folders: all fixtures. Runs that have no
// expected.json are listed with what gotrace says of them, for a person to judge. Exit status 1: something is wrong.
import process from "node:process";
import { resolve } from "node:path";
import Table from "cli-table3";
import { allFixtures, fixturesIn, modes, type Verdict } from "../support/fixtures.ts";
import { fields, judgeFixture, scoreOf, wrongFields, type Judged } from "./score.ts";
import { judgeOthers, type Unjudged } from "./unjudged.ts";

const folders = process.argv.slice(2).map((folder) => resolve(folder));
const fixtures = folders.length === 0 ? allFixtures() : folders.flatMap((folder) => fixturesIn(folder));
const plain = { style: { head: [], border: [], compact: true } };

const judged: Judged[] = [];
for (const fixture of fixtures) judged.push(...(await judgeFixture(fixture)));
const others: Unjudged[] = [];
for (const folder of folders) others.push(...(await judgeOthers(folder)));

if (judged.length > 0) {
  print(`${fixtures.length} recorded runs, ${judged.length} verdicts`, scoreTable(judged));
  const wrong = judged.filter((each) => wrongFields(each).length > 0);
  if (wrong.length > 0) {
    print("wrong:", ...wrong.flatMap((each) => wrongLines(each)));
    process.exitCode = 1;
  }
}
if (others.length > 0) print(`${others.length} runs to judge by hand:`, unjudgedTable(others));
if (judged.length + others.length === 0) {
  print("no recorded runs there");
  process.exitCode = 2;
}

function scoreTable(verdicts: readonly Judged[]): string {
  const head = [
    "from",
    "verdicts",
    ...fields.map((field) => `${field} right`),
    "false alarms",
    "cannot tell",
  ];
  const table = new Table({
    ...plain,
    head,
    wordWrap: true,
    colWidths: [7, 10, ...fields.map(() => 10), 13, 17],
    colAligns: ["left", ...head.slice(1).map(() => "right" as const)],
  });
  for (const mode of modes) {
    const score = scoreOf(verdicts.filter((each) => each.mode === mode));
    const right = fields.map((field) => share(score.right[field], score.verdicts));
    const silent = `${score.cannotTell} (${score.missed} missed)`;
    table.push([mode, score.verdicts, ...right, `${score.falseAlarms} of ${score.nothingThere}`, silent]);
  }
  return table.toString();
}

/** 100 % is said of all of them only. */
function share(part: number, whole: number): string {
  if (whole === 0) return "–";
  return part === whole ? "100 %" : `${(Math.floor((1000 * part) / whole) / 10).toFixed(1)} %`;
}

function wrongLines(each: Judged): string[] {
  return [
    `  ${each.scenario}, ${each.mode}`,
    ...wrongFields(each).map(
      (field) => `    ${field}: ${each.actual[field] ?? "null"}, not ${each.expected[field] ?? "null"}`,
    ),
  ];
}

function unjudgedTable(runs: readonly Unjudged[]): string {
  const table = new Table({ ...plain, head: ["run", "from", "verdict"] });
  for (const { name, verdicts } of runs) {
    for (const [index, { mode, verdict }] of verdicts.entries()) {
      table.push([index === 0 ? name : "", mode, typeof verdict === "string" ? verdict : inWords(verdict)]);
    }
  }
  return table.toString();
}

function inWords({ outcome, stage, role, cause, module, host }: Verdict): string {
  const account = [module, host].filter((name) => name !== null).join(" at ");
  return cause === null ? outcome : `${outcome}: ${stage} ${cause} (${role ?? "?"}) ${account}`.trim();
}

function print(...lines: string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
