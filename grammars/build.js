// Compiles the grammars into packages/core/generated, which is not committed: the grammars are the source.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import peggy from "peggy";
import { lean } from "./lean.js";
import { askForNeedles } from "./needles.js";

const target = new URL("../packages/core/generated/", import.meta.url);

/**
 * For each grammar: the rules that core may start at, the TypeScript type of what each returns, the options that its
 * actions need, and whether it is total: takes every text.
 */
const grammars = [
  {
    name: "strace",
    start: { Arguments: 'import("../src/model/strace-value.ts").Argument[]' },
    options:
      'unescape: (text: string) => string; target: (text: string, deleted: boolean) => import("../src/model/strace-value.ts").DescriptorTarget; ',
  },
  {
    name: "go-log",
    start: {
      Message: 'import("../src/model/message.ts").MessageBody[]',
      Failure:
        '{ context: import("../src/model/go-error.ts").ErrorContext; error: import("../src/model/go-error.ts").GoError }',
      ServerText: 'import("../src/model/go-error.ts").ServerResponse',
      VcsOutput: 'import("../src/model/vcs-error.ts").VcsFailure[]',
    },
    options: "budget: number; ",
    total: true,
  },
];

mkdirSync(target, { recursive: true });
const here = readdirSync(new URL(".", import.meta.url)).toSorted();
for (const { name, start, options, total } of grammars) {
  // A language's grammar is `NAME.peggy`, and `NAME-*.peggy` where one file would be too long to read.
  const files = here.filter(
    (file) => file === `${name}.peggy` || (file.startsWith(`${name}-`) && file.endsWith(".peggy")),
  );
  if (files.length === 0) continue;
  const source = files.map((file) => ({
    source: `grammars/${file}`,
    text: readFileSync(new URL(file, import.meta.url), "utf8"),
  }));
  const allowedStartRules = Object.keys(start);
  const code = peggy.generate(source, {
    grammarSource: `grammars/${name}.peggy`,
    output: "source",
    format: "es",
    allowedStartRules,
    plugins: total ? [askForNeedles] : [],
  });
  writeFileSync(new URL(`${name}.js`, target), total ? lean(code) : code);
  const overloads = Object.entries(start).map(
    ([rule, type], index) =>
      `export function parse(input: string, options${index === 0 && options === "" ? "?" : ""}: { ${options}startRule${index === 0 ? "?" : ""}: "${rule}"; grammarSource?: string }): ${type};`,
  );
  writeFileSync(
    new URL(`${name}.d.ts`, target),
    `${overloads.join("\n")}\nexport class SyntaxError extends globalThis.SyntaxError { location: { start: { offset: number } } }\n`,
  );
}
