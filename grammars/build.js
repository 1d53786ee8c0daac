// Compiles the grammars into packages/core/generated, which is not committed: the grammars are the source.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import peggy from "peggy";

const target = new URL("../packages/core/generated/", import.meta.url);

/** For each grammar: the rules that core may start at, and the TypeScript type of what each returns. */
const grammars = [
  {
    name: "strace",
    start: { Arguments: 'import("../src/model/strace-value.ts").Argument[]' },
  },
  {
    name: "go-log",
    start: { Line: 'import("../src/model/message.ts").LogLine' },
  },
];

mkdirSync(target, { recursive: true });
for (const { name, start } of grammars) {
  const file = new URL(`./${name}.peggy`, import.meta.url);
  const source = readFileSync(file, "utf8");
  const allowedStartRules = Object.keys(start);
  const code = peggy.generate(source, {
    grammarSource: `grammars/${name}.peggy`,
    output: "source",
    format: "es",
    allowedStartRules,
  });
  writeFileSync(new URL(`${name}.js`, target), code);
  const overloads = Object.entries(start).map(
    ([rule, type], index) =>
      `export function parse(input: string, options${index === 0 ? "?" : ""}: { startRule${index === 0 ? "?" : ""}: "${rule}"; grammarSource?: string }): ${type};`,
  );
  writeFileSync(
    new URL(`${name}.d.ts`, target),
    `${overloads.join("\n")}\nexport class SyntaxError extends globalThis.SyntaxError { location: { start: { offset: number } } }\n`,
  );
}
