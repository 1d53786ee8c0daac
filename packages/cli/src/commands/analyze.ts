import type { Argv } from "yargs";
import { flagOption, type Command, type CommandArguments } from "../command.ts";
import type { Io } from "../io.ts";
import { configureReport, printReport, reportDefaults } from "../report-command.ts";

/** `gotrace analyze <input...>`: names the stage that failed. */
export const analyzeCommand: Command = { configure, run, defaults: reportDefaults("text") };

function configure(parser: Argv): Argv {
  return configureReport(parser, "text")
    .usage(
      "gotrace analyze <input...>\n\nSays which stage of the module fetch failed, why, on what evidence, and what to do.",
    )
    .usage(
      "An input is a bundle of gotrace record, a trace (strace -f), a log of the go command, both in one file, a folder of\n" +
        "these, or - for standard input. For the files of strace -ff, name what their names begin with. gzip and zstd are unpacked.",
    )
    .options({
      "explain-noise": { type: "boolean", describe: "say what looks like trouble and is normal, and why" },
    })
    .example("gotrace analyze go-mod-download.gotrace", "what gotrace record has left")
    .example("gotrace analyze trace.log", "a trace alone")
    .example("gotrace analyze trace.log go.log", "a trace, and what go printed")
    .example("go mod download -x 2>&1 | gotrace analyze -", "a log, as it comes")
    .example(
      "gotrace analyze --explain-noise trace.log",
      "with the EPERM, EAGAIN and ENOENT that mean nothing",
    )
    .example("gotrace analyze --format json trace.log.gz", "for other programs");
}

function run(args: CommandArguments, io: Io): Promise<number> {
  return printReport(args, io, { explainNoise: flagOption(args, "explain-noise") ?? false });
}
