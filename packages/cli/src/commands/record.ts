import type { Argv } from "yargs";
import { flagOption, operands, textOption, type Command, type CommandArguments } from "../command.ts";
import type { Io } from "../io.ts";
import { recordCommand } from "../record/record-command.ts";
import { UsageError } from "../usage-error.ts";

/** `gotrace record -- go mod download`: runs a command, records it, and says what went wrong. */
export const recordCommandLine: Command = { configure, run };

function configure(parser: Argv): Argv {
  return parser
    .usage(
      "gotrace record [options] -- <command...>\n\nRuns a command under strace, keeps what a diagnosis needs in one file, and says on standard error what went wrong.",
    )
    .usage(
      "The command has the terminal, standard input and output to itself, and its exit status is gotrace's. The file holds the\n" +
        "trace, what go printed and when, go env, go.mod and go.sum, resolver, proxies, git's settings, disks and clock of this\n" +
        "machine. Secrets and the contents of other files are taken out before it is written. Nothing leaves this machine.",
    )
    .options({
      output: {
        alias: "o",
        type: "string",
        requiresArg: true,
        describe: "write the recording to this file (default: named after the command, here)",
      },
      "verbose-go": {
        type: "boolean",
        describe:
          "let go print what it asks for and gets: adds -x to GOFLAGS, netdns and http2debug to GODEBUG",
      },
      analyze: { type: "boolean", default: true, describe: "say what went wrong; --no-analyze does not" },
      strace: {
        type: "boolean",
        default: true,
        describe: "--no-strace: keep what the command prints, its times and this machine's settings alone",
      },
      attach: {
        type: "string",
        requiresArg: true,
        describe: "record a process that hangs already, by its number, until Ctrl-C; it goes on",
      },
      color: {
        type: "boolean",
        describe: "colour the verdict; --no-color does not (default: on a terminal)",
      },
    })
    .example("gotrace record -- go mod download", "record, and say what went wrong")
    .example("gotrace record -o ci.gotrace -- make build", "a script or a build, with all that it runs")
    .example("gotrace record -- nohup make build", "one that outlives the terminal")
    .example("gotrace record --attach $(pgrep -n -x go)", "a go that hangs")
    .example("gotrace analyze go-mod-download.gotrace", "look at it again, here or elsewhere")
    .epilogue(
      "Exit status: the command's own; 128 and the signal's number where one ended it; 127 if it is not found, 126 if it cannot " +
        "be run; 2 wrong usage.",
    );
}

async function run(args: CommandArguments, io: Io): Promise<number> {
  const argv = operands(args);
  const attach = pidOf(textOption(args, "attach"));
  const wishes = {
    output: textOption(args, "output"),
    analyze: flagOption(args, "analyze") ?? true,
    color: flagOption(args, "color"),
  };
  if (attach !== null) {
    if (argv.length > 0) throw new UsageError("--attach takes no command: the process runs already");
    if (flagOption(args, "strace") === false) throw new UsageError("--attach needs strace");
    const { recordAttached } = await import("../record/record-attached.ts");
    return await recordAttached(attach, wishes, io);
  }
  if (argv.length === 0)
    throw new UsageError("name the command to record: gotrace record -- go mod download");
  return await recordCommand(
    {
      ...wishes,
      argv,
      strace: flagOption(args, "strace") ?? true,
      verboseGo: flagOption(args, "verbose-go") ?? false,
    },
    io,
  );
}

function pidOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--attach takes the number of one process, not ${text}`);
  return Number(text);
}
