import {
  causeFormats,
  causes,
  explain,
  renderCause,
  stages,
  stagesOf,
  type Cause,
  type CauseFormat,
} from "@gotrace/core";
import type { Argv } from "yargs";
import { flagOption, operands, textOption, type Command, type CommandArguments } from "../command.ts";
import type { Io } from "../io.ts";
import { lookOfOutput } from "../look.ts";
import { nearest } from "../nearest.ts";
import { UsageError } from "../usage-error.ts";

/** `gotrace explain [cause]`: what is known of a cause, apart from any run. */
export const explainCommand: Command = { configure, run };

function configure(parser: Argv): Argv {
  return parser
    .usage(
      "gotrace explain [cause]\n\nSays of a cause what it looks like, what it is not, why it happens and how to mend it.",
    )
    .usage("Without a cause: lists them all, by the stage at which they are reported.")
    .options({
      format: { choices: causeFormats, default: "text", requiresArg: true, describe: "how to print it" },
      color: { type: "boolean", describe: "colour the text; --no-color does not (default: on a terminal)" },
    })
    .example("gotrace explain", "all causes")
    .example("gotrace explain dns-no-such-host", "one of them")
    .example("gotrace explain --format markdown tls-expired", "for an issue or a wiki");
}

async function run(args: CommandArguments, io: Io): Promise<number> {
  const [name, ...others] = operands(args);
  if (others.length > 0) throw new UsageError("name one cause; gotrace explain lists them");
  const format = formatOf(textOption(args, "format"));
  const look = lookOfOutput(io, flagOption(args, "color"));
  await io.stdout.write(
    name === undefined ? list(format) : renderCause(explain(causeOf(name)), format, look),
  );
  return 0;
}

function formatOf(name: string | undefined): CauseFormat {
  const format = causeFormats.find((known) => known === name);
  if (format === undefined)
    throw new UsageError(`there is no format ${name}; there are ${causeFormats.join(", ")}`);
  return format;
}

function causeOf(name: string): Cause {
  const wanted = name.toLowerCase();
  const cause = causes.find((known) => known === wanted);
  if (cause !== undefined) return cause;
  const names = nearest(wanted, causes);
  const near = names.length === 0 ? "" : `, only ${names.join(", ")}`;
  throw new UsageError(`there is no cause ${name}${near}; gotrace explain lists them all`);
}

/** The causes under the stage at which they are usually reported; those of any stage come last. */
function list(format: CauseFormat): string {
  switch (format) {
    case "text":
      return `${groups()
        .map(({ stage, members }) => [stage, ...members.map((cause) => `  ${cause}`)].join("\n"))
        .join("\n")}\n`;
    case "json":
      return `${JSON.stringify(groups(), null, 2)}\n`;
    case "markdown":
      return `${groups()
        .map(({ stage, members }) => `- ${stage}: ${members.map((cause) => `\`${cause}\``).join(", ")}`)
        .join("\n")}\n`;
  }
}

interface Group {
  stage: string;
  members: Cause[];
}

function groups(): Group[] {
  const anywhere = causes.filter((cause) => stagesOf(cause).length === stages.length);
  const byStage = stages.map((stage) => ({
    stage,
    members: causes.filter((cause) => !anywhere.includes(cause) && stagesOf(cause)[0] === stage),
  }));
  return [...byStage, { stage: "any", members: anywhere }].filter(({ members }) => members.length > 0);
}
