// Loaded by `node --import` before a measured program: writes down at its end what it used.
import { writeFileSync } from "node:fs";

const file = process.env["GOTRACE_BENCH_USAGE"];
process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  if (file !== undefined)
    writeFileSync(file, JSON.stringify({ cpuMicros: userCPUTime + systemCPUTime, peakKilobytes: maxRSS }));
});
