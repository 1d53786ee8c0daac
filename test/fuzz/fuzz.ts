// Reads mutated recordings: `npm run fuzz [-- --lines 1000000 --seed 1]`. A case that fails is made as small as it can be
// and written to test/fuzz/crashers, where the tests read it from then on.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import type { Word, Work } from "./worker.ts";

const { values } = parseArgs({
  options: {
    lines: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    longest: { type: "string", default: "1000000" },
  },
});
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

// A case is some kilobytes, or one long line, and takes milliseconds; a thread that is at one this long will not end.
const stuckAfter = 30_000;
// Mutated text must not need more than the parser's tables: the thread is ended where it does.
const resourceLimits = { maxOldGenerationSizeMb: 384 };

const progress = new Int32Array(new SharedArrayBuffer(8));
const workerData: Work = {
  first: Number(values.seed),
  lines: Number(values.lines),
  longest: Number(values.longest),
  progress,
};
const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData, resourceLimits });

let failures = 0;
let seen = 0;
let since = Date.now();
const watch = setInterval(() => {
  const now = Atomics.load(progress, 1);
  if (now !== seen) since = Date.now();
  seen = now;
  if (Date.now() - since < stuckAfter) return;
  print(`no end of case ${Atomics.load(progress, 0)} (below 0: of the lines without an end)`);
  failures += 1;
  void worker.terminate();
}, 1000);

worker.on("message", (word: Word) => {
  switch (word.kind) {
    case "failed": {
      failures += 1;
      const name = `crashers/${word.seed.replace(/\W+/g, "-")}.log`;
      print(`${word.seed}: ${word.reason.split("\n").slice(0, 6).join("\n")}\n  kept as test/fuzz/${name}`);
      writeFileSync(fileURLToPath(new URL(name, import.meta.url)), word.bytes);
      break;
    }
    case "done":
      print(
        `${word.cases} cases, ${word.lines} lines: ${word.lines - word.lost} recognised, ${word.lost} lost and counted, ${word.refused} inputs refused`,
      );
  }
});
worker.on("error", (error) => {
  failures += 1;
  print(`case ${Atomics.load(progress, 0)}: ${String(error)}`);
});
worker.on("exit", () => {
  clearInterval(watch);
  print(`${failures} failed; ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`);
  process.exitCode = failures === 0 ? 0 : 1;
});
