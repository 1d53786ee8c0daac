// Measures time and memory: `npm run bench [-- --runs 5 --only WORD]`. The first time it records its inputs (inputs.ts),
// which takes a quarter of an hour and 1.5 GB in the folder for temporary files. `--only record` measures what gotrace record
// costs, and that alone.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { whatRecordingLacks } from "./inputs.ts";
import { isOneCore, measureNode, measureSeconds } from "./measure.ts";
import { benchRows, gotrace, type BenchRow } from "./rows.ts";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "5" }, only: { type: "string", default: "" } },
});
const runs = Number(values.runs);
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const columns = ["what", "lines", "MB", "s", "CPU s", "MB/s", "lines/s", "peak MB", "× grep -c", "× wc -l"];

function row(cells: readonly string[]): void {
  print(`| ${cells.join(" | ")} |`);
}

function measured({ name, input, program, plain = input, isOnAllCores = false }: BenchRow): void {
  const { seconds, cpuSeconds, peak } = isOnAllCores
    ? measureNode(program, runs, [])
    : measureNode(program, runs);
  const grep = measureSeconds(["grep", "-c", "connect(", plain.path], runs);
  const wc = measureSeconds(["wc", "-l", plain.path], runs);
  const megabytes = plain.bytes / 1e6;
  row([
    name,
    input.lines.toLocaleString("en"),
    megabytes.toFixed(0),
    seconds.toFixed(2),
    cpuSeconds.toFixed(2),
    (megabytes / seconds).toFixed(0),
    Math.round(input.lines / seconds).toLocaleString("en"),
    peak.toFixed(0),
    (seconds / grep).toFixed(1),
    (seconds / wc).toFixed(1),
  ]);
}

function startup(): void {
  const nothing = measureSeconds([process.execPath, "-e", "0"], runs * 4);
  const version = measureSeconds([process.execPath, gotrace, "--version"], runs * 4);
  const name = `--version, ${(version / nothing).toFixed(2)} × node -e 0`;
  row([name, "", "", version.toFixed(3), "", "", "", "", "", ""]);
}

async function analysis(): Promise<void> {
  const rows = (await benchRows()).filter(({ name }) => name.includes(values.only));
  row(columns);
  row(columns.map((_, index) => (index === 0 ? "---" : "---:")));
  if (values.only === "") startup();
  for (const one of rows) measured(one);
  print(
    `\nMedians of ${runs} runs${isOneCore ? ", each on one core unless the row says otherwise" : ""}. MB are of the text, also where it is packed.\n`,
  );
}

/** The proxy that the commands download from is in a network namespace, which only root may make. */
function recording(): void {
  const source = fileURLToPath(new URL("./record-cost.ts", import.meta.url));
  const program = [process.execPath, "--no-warnings", "--conditions=@gotrace/source", source];
  const command = ["--net", ...program, "--runs", String(runs)];
  const { status } = spawnSync("unshare", command, { stdio: "inherit" });
  if (status !== 0) print("what recording costs is measured as root: sudo npm run bench -- --only record");
}

const lack = whatRecordingLacks();
if (lack !== null) {
  print(lack);
  process.exitCode = 2;
} else {
  if (values.only !== "record") await analysis();
  if (values.only === "" || values.only === "record") recording();
}
