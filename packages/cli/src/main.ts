import type { Argv } from "yargs";
import type { Command, CommandArguments } from "./command.ts";
import { usageStatus } from "./exit-status.ts";
import type { Io } from "./io.ts";
import { plainSentence, usageSentence } from "./sentences.ts";
import { UsageError } from "./usage-error.ts";
import { packageVersion } from "./version.ts";

type Load = () => Promise<Command>;

/** The commands; what one needs is loaded only when it is called, so that none waits for another's modules. */
const commands: { name: string; describe: string; load: Load }[] = [
  {
    name: "analyze",
    describe: "say which stage failed, why, on what evidence, and what to do",
    load: async () => (await import("./commands/analyze.ts")).analyzeCommand,
  },
  {
    name: "timeline",
    describe: "draw what happened when: look-ups, connections, requests, git, locks",
    load: async () => (await import("./commands/timeline.ts")).timelineCommand,
  },
  {
    name: "record",
    describe: "run a command, keep all that a diagnosis needs in one file, and say what went wrong",
    load: async () => (await import("./commands/record.ts")).recordCommandLine,
  },
  {
    name: "doctor",
    describe: "without a trace: ask this machine, link by link, what keeps go from its modules",
    load: async () => (await import("./commands/doctor.ts")).doctorCommand,
  },
  {
    name: "explain",
    describe: "say what a cause or a note means, what it is not, why it happens and how to mend it",
    load: async () => (await import("./commands/explain.ts")).explainCommand,
  },
];

/** Runs one command line and returns the exit status. All output goes through `io`; nothing ends the process. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await run(argv, io);
  } catch (error) {
    const message = forgottenDashes(argv) ?? messageFor(error);
    await io.stderr.write(`gotrace: ${message}\n`);
    return usageStatus;
  }
}

async function run(argv: readonly string[], io: Io): Promise<number> {
  const status = await runWithoutOptions(argv, io);
  if (status !== null) return status;
  let chosen: (() => Promise<number>) | null = null;
  let help = "";
  const { default: yargs } = await import("yargs");
  const parser = commandParser(yargs([]), (command, args) => {
    chosen = async () => (await command()).run(args, io);
  });
  await parser.parseAsync(argv, {}, (_error, _args, output) => {
    help += output;
  });
  if (chosen !== null) return await (chosen as () => Promise<number>)();
  if (help === "") throw new UsageError(unknownCommand(argv));
  await io.stdout.write(`${help}\n`);
  return 0;
}

/** A command and names of inputs, nothing else; null where there is more to understand. */
async function runWithoutOptions(argv: readonly string[], io: Io): Promise<number | null> {
  if (argv.some((argument) => argument === "" || argument.startsWith("-"))) return null;
  const command = await commands.find(({ name }) => name === argv[0])?.load();
  return command?.defaults === undefined ? null : await command.run({ _: argv, ...command.defaults }, io);
}

/** The commands as yargs knows them. `choose` is told which one was called; it runs when yargs is done. */
function commandParser(blank: Argv, choose: (command: Load, args: CommandArguments) => void): Argv {
  const parser = blank
    .scriptName("gotrace")
    .usage(
      "gotrace <command>\n\nNames the stage at which the module fetch of a go command failed, from its strace output and logs.",
    )
    .epilogue(
      "Exit status: 0 nothing failed, 1 a failing stage was named, 2 wrong usage or unreadable input, " +
        "3 the record does not tell.",
    )
    .locale("en")
    .version(packageVersion())
    .wrap(100)
    // What is no option is an operand, and each command checks its own: yargs would read `-` and `1e3` as something else.
    .strictOptions()
    .parserConfiguration({ "parse-numbers": false, "parse-positional-numbers": false })
    .demandCommand(1, "name a command; see gotrace --help")
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail(rethrow);
  for (const { name, describe, load } of commands) {
    parser.command(
      name,
      describe,
      async (options) => (await load()).configure(options),
      (args) => choose(load, args),
    );
  }
  return parser;
}

/** `gotrace record go mod download -x`: the options of the command were taken for ours. */
function forgottenDashes([name, ...rest]: readonly string[]): string | null {
  const [command = ""] = rest;
  if (name !== "record" || command === "" || command.startsWith("-") || rest.includes("--")) return null;
  return plainSentence(`put -- before the command: gotrace record -- ${rest.join(" ")}`);
}

/** Without this, yargs prints its help and the stack of whatever a command threw. */
function rethrow(message: string, error: Error | undefined): never {
  throw error ?? new UsageError(usageSentence(message));
}

function unknownCommand(argv: readonly string[]): string {
  const word = argv.find((argument) => !argument.startsWith("-")) ?? "";
  return `there is no command ${word}; to analyse a file: gotrace analyze ${word}`;
}

/** An error that was foreseen is one sentence; any other is a bug, and its stack says where. */
function messageFor(error: unknown): string {
  if (!(error instanceof Error)) return plainSentence(String(error));
  switch (error.name) {
    case "UsageError":
    case "InputError":
      return plainSentence(error.message);
    case "YError":
      return plainSentence(usageSentence(error.message));
    default:
      return `internal error: ${error.stack ?? error.message}`;
  }
}
