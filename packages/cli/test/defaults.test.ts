import { expect, test } from "vitest";
import yargs from "yargs";
import { analyzeCommand } from "../src/commands/analyze.ts";
import { timelineCommand } from "../src/commands/timeline.ts";

test.each([
  ["analyze", analyzeCommand],
  ["timeline", timelineCommand],
])("what %s does without options is what it does with their defaults", (_, { configure, defaults = {} }) => {
  const told = Object.entries(configure(yargs([])).parseSync(["trace.log"]));
  const options = told.filter(([name, value]) => /^[a-z]/.test(name) && value !== undefined);
  expect(Object.fromEntries(options)).toEqual(defaults);
});
