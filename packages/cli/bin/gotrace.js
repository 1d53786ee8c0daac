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
  // doctor changes nothing on the machine that it asks.
  if (process.argv[2] !== "doctor") keepCompiled();
  const { main } = await import("../dist/main.js");
  const { processIo } = await import("../dist/io.js");
  process.exitCode = await main(process.argv.slice(2), processIo());
}

/**
 * What V8 makes of the program's text is kept for the next run, in a folder that is only this user's. Where that cannot be
 * written, nothing is said and nothing kept; NODE_DISABLE_COMPILE_CACHE=1 turns it off.
 */
function keepCompiled() {
  const { enableCompileCache } = process.getBuiltinModule("node:module");
  const { homedir } = process.getBuiltinModule("node:os");
  const path = process.getBuiltinModule("node:path");
  try {
    const caches = process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache");
    if (path.isAbsolute(caches)) enableCompileCache(path.join(caches, "gotrace"));
  } catch {
    // A user whom the system does not know has no home.
  }
}
