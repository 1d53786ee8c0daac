#!/usr/bin/env node
// Plain JavaScript that any Node with modules can read, so that an old one gets a sentence and not a syntax error.
import { readFileSync } from "node:fs";

const { version, engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const [major, minor] = process.versions.node.split(".").map(Number);
const [neededMajor, neededMinor] = engines.node.replace(">=", "").split(".").map(Number);

if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
  process.stderr.write(
    `gotrace: Node ${neededMajor}.${neededMinor} or newer is needed, this is ${process.versions.node}\n`,
  );
  process.exitCode = 2;
} else if (process.argv.length === 3 && process.argv[2] === "--version") {
  process.stdout.write(`${version}\n`);
} else {
  const { main } = await import("../dist/main.js");
  const { processIo } = await import("../dist/io.js");
  process.exitCode = await main(process.argv.slice(2), processIo());
}
