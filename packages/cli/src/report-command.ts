import {
  analyze,
  formats,
  needsTimeline,
  parseLeader,
  redactLevels,
  render,
  type AnalyzeInput,
  type AnalyzeOptions,
  type Format,
  type LeaderShape,
  type RedactLevel,
  type Report,
  type TimelineView,
} from "@gotrace/core";
import type { Argv } from "yargs";
import { flagOption, operands, textOption, type CommandArguments } from "./command.ts";
import { exitStatus } from "./exit-status.ts";
import type { Io } from "./io.ts";
import { lookOfFile, lookOfOutput } from "./look.ts";
import { appendOutputFile, writeOutputFile } from "./output-file.ts";
import { progressLine } from "./progress.ts";
import { UsageError } from "./usage-error.ts";

// What `analyze` and `timeline` have in common: both read inputs and print one report.

/** What they are where they are not given. */
export function reportDefaults(format: Format): { readonly format: Format; readonly redact: RedactLevel } {
  return { format, redact: "secrets" };
}

/** Options of every command that prints a report. */
export function configureReport(parser: Argv, format: Format): Argv {
  const defaults = reportDefaults(format);
  return parser.options({
    format: {
      choices: formats,
      default: defaults.format,
      requiresArg: true,
      describe: "how to print the report",
    },
    output: { alias: "o", type: "string", requiresArg: true, describe: "write to this file" },
    leader: {
      type: "string",
      requiresArg: true,
      describe: "how a trace's lines begin, if it was misread: see inputs in the JSON",
    },
    redact: {
      choices: redactLevels,
      default: defaults.redact,
      requiresArg: true,
      describe:
        "what to take out: secrets; strict: also users, homes, hosts and addresses that are not public",
    },
    color: { type: "boolean", describe: "colour the text; --no-color does not (default: on a terminal)" },
  });
}

/** What a command asks for beyond the verdict. */
export interface ReportWishes {
  explainNoise?: boolean;
  view?: TimelineView;
  all?: boolean;
  /** The picture, whatever the format. */
  timeline?: boolean;
}

/** Reads the inputs that are named, prints the report where it is to go, and returns the exit status. */
export async function printReport(args: CommandArguments, io: Io, wishes: ReportWishes): Promise<number> {
  const names = operands(args);
  const format = formatOf(textOption(args, "format"));
  const output = textOption(args, "output");
  const color = flagOption(args, "color");
  const leader = leaderOf(textOption(args, "leader"));
  const redact = redactOption(args, format);
  refuseBadOperands(names, output);

  const { view = {}, all = false } = wishes;
  const progress = progressLine(io);
  const report = await analyze(
    names.map((name) => inputOf(name, io)),
    {
      ...wishesOf(wishes, format, io),
      ...(progress !== null && { onProgress: (state) => progress.show(state) }),
      ...(leader !== null && { leader }),
    },
  );
  await progress?.clear();
  refuseForeignInputs(report);
  if (output === undefined) {
    await io.stdout.write(await render(report, format, { ...lookOfOutput(io, color), view, all, redact }));
  } else {
    const look = { ...lookOfFile, color: color ?? false };
    await writeOutputFile(output, await render(report, format, { ...look, view, all, redact }));
  }
  await writeJobSummary(report, format, redact, io);
  return exitStatus(report);
}

function wishesOf(
  { explainNoise = false, all = false, timeline = false }: ReportWishes,
  format: Format,
  io: Io,
): AnalyzeOptions {
  return {
    explainNoise,
    timeline: (timeline || drawsPictures(format, io)) && (all ? "all" : true),
    // What is for this terminal needs no proof of what it was made of, and hashing takes its time.
    hash: !forThisMachine.has(format),
  };
}

function drawsPictures(format: Format, io: Io): boolean {
  return needsTimeline(format) || summaryFile(format, io) !== null;
}

/** In GitHub Actions the annotations come with a summary of the job: a file that every step may add Markdown to. */
async function writeJobSummary(report: Report, format: Format, redact: RedactLevel, io: Io): Promise<void> {
  const file = summaryFile(format, io);
  if (file !== null) await appendOutputFile(file, await render(report, "markdown", { redact }));
}

function summaryFile(format: Format, { env }: Io): string | null {
  const file = env["GITHUB_STEP_SUMMARY"] ?? "";
  return format === "github" && file !== "" ? file : null;
}

function formatOf(name: string | undefined): Format {
  const format = formats.find((known) => known === name);
  if (format === undefined)
    throw new UsageError(`there is no format ${name}; there are ${formats.join(", ")}`);
  return format;
}

/** Made to be read here: what is in them is on this machine already. */
const forThisMachine: ReadonlySet<Format> = new Set<Format>(["text", "waterfall", "json", "mermaid"]);

function redactOption(args: CommandArguments, format: Format): RedactLevel {
  const level = redactLevels.find((known) => known === textOption(args, "redact")) ?? "secrets";
  if (level === "off" && !forThisMachine.has(format)) {
    throw new UsageError(`--redact off is not for ${format}, which is made to leave this machine`);
  }
  return level;
}

function leaderOf(words: string | undefined): LeaderShape | null {
  if (words === undefined) return null;
  const shape = parseLeader(words);
  if (shape === null) {
    throw new UsageError(
      `there is no leader ${JSON.stringify(words)}; one is bare, or some of pid or [pid], comm, context, time(unix,us), time(clock,s), time(relative,us), syscall-number, instruction-pointer`,
    );
  }
  return shape;
}

function refuseBadOperands(names: readonly string[], output: string | undefined): void {
  if (names.length === 0) throw new UsageError("name an input: a trace, a log, or - for standard input");
  if (names.includes("")) throw new UsageError("the name of an input is empty");
  if (names.filter((name) => name === "-").length > 1) {
    throw new UsageError("standard input can be read only once, but - is given twice");
  }
  if (output !== undefined && names.includes(output)) {
    throw new UsageError(`${output} is an input, and --output would overwrite it`);
  }
}

function inputOf(name: string, io: Io): AnalyzeInput {
  return name === "-" ? { name: "stdin", bytes: io.stdin } : name;
}

/** That nothing was recognised is no result about a run: the user named the wrong file. */
function refuseForeignInputs({ inputs, outcome }: Report): void {
  const paths = inputs.map(({ path }) => path).join(", ");
  const are = inputs.length === 1 ? "is" : "are";
  if (inputs.every(({ kind }) => kind === "empty")) throw new UsageError(`${paths} ${are} empty`);
  if (outcome === "unknown" && inputs.every(({ kind }) => kind === "empty" || kind === "unknown")) {
    throw new UsageError(`nothing in ${paths} was written by strace or by the go command`);
  }
}
