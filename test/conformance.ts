// Measures how much of real traces is understood: `npm run conformance [-- FOLDER…]`. Without folders: the fixtures,
// the recordings of core's tests and, where it exists, ../shared/samples.
import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compareExpected, type Agreement } from "./conformance/expected-lines.ts";
import { logsIn } from "./conformance/logs.ts";
import { emptyTally, measure, type Tally } from "./conformance/measure.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const defaults = [
  "../shared/samples/strace-options",
  "../shared/samples/strace-conformance.tar.gz",
  "../shared/samples/go-runs",
  "fixtures",
  "packages/core/test/recordings",
];

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { verbose: { type: "boolean", short: "v", default: false } },
});
const folders =
  positionals.length > 0
    ? positionals.map((path) => resolve(path))
    : defaults.map((path) => resolve(root, path));

const percent = (part: number, whole: number): string =>
  whole === 0 ? "–" : `${((100 * part) / whole).toFixed(3)} %`;
const count = (value: number): string => value.toLocaleString("en");
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const agreement: Agreement = { agree: 0, differ: 0, notCompared: 0, reasons: new Map(), samples: [] };
const rows: (readonly [string, Tally])[] = [];
for (const folder of folders) {
  if (!existsSync(folder)) continue;
  const tally = emptyTally();
  const logs = new Map<string, Awaited<ReturnType<typeof measure>>>();
  const expected = [];
  for (const log of logsIn(folder)) {
    if (log.name.endsWith(".exp")) expected.push(log);
    else logs.set(log.name.replace(/(?:\.\d+)?\.log(?:\.gz)?$/, ""), await measure(log, tally));
  }
  for (const log of expected) compareExpected(log, logs.get(log.name.replace(/\.exp$/, "")) ?? [], agreement);
  rows.push([basename(folder), tally]);
}

print("| logs | files | lines | recognised | lost | calls | with a raw value | program output |");
print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
for (const [name, tally] of rows) {
  const { logs, lines, lost, calls, raw, output } = tally;
  print(
    `| ${name} | ${count(logs)} | ${count(lines)} | ${percent(lines - lost, lines)} | ${count(lost)} | ${count(calls)} | ${count(raw)} (${percent(raw, calls)}) | ${count(output)} |`,
  );
}
const losses = rows.flatMap(([name, tally]) =>
  [...tally.losses].map(([kind, lost]) => `${name}: ${kind} ${lost}`),
);
print(`\nlosses by kind: ${losses.join(", ") || "none"}`);
print(
  `expected lines (.exp): ${count(agreement.agree)} agree, ${count(agreement.differ)} differ, ${count(agreement.notCompared)} not compared (patterns, signals, halves)`,
);
for (const [reason, differ] of agreement.reasons) print(`  ${count(differ)} differ: ${reason}`);
if (values.verbose) {
  for (const [name, { rawSamples, outputSamples }] of rows) {
    for (const sample of rawSamples) print(`raw  ${name}  ${sample}`);
    for (const sample of outputSamples) print(`output  ${name}  ${sample}`);
  }
  for (const sample of agreement.samples) print(`differs  ${sample}`);
}
