import {
  causeFormats,
  causes,
  explain,
  noteKinds,
  notePages,
  renderCause,
  renderNotePage,
  stages,
  stagesOf,
  type Cause,
  type CauseFormat,
  type NoteKind,
  type RenderOptions,
} from "@gotrace/core";
import type { Argv } from "yargs";
import { flagOption, operands, textOption, type Command, type CommandArguments } from "../command.ts";
import type { Io } from "../io.ts";
import { lookOfOutput } from "../look.ts";
import { nearest } from "../nearest.ts";
import { UsageError } from "../usage-error.ts";

/** `gotrace explain [cause|note]`: what is known of a cause or of a kind of note, apart from any run. */
export const explainCommand: Command = { configure, run };

function configure(parser: Argv): Argv {
  return parser
    .usage(
      "gotrace explain [cause|note]\n\nSays of a cause what it looks like, what it is not, why it happens and how to mend it; of a note, why it matters.",
    )
    .usage("Without a name: lists all causes by the stage at which they are reported, and then the notes.")
    .options({
      format: { choices: causeFormats, default: "text", requiresArg: true, describe: "how to print it" },
      color: { type: "boolean", describe: "colour the text; --no-color does not (default: on a terminal)" },
    })
    .example("gotrace explain", "all causes and notes")
    .example("gotrace explain dns-no-such-host", "one of them")
    .example("gotrace explain gosumdb-off", "a note")
    .example("gotrace explain --format markdown tls-expired", "for an issue or a wiki");
}

async function run(args: CommandArguments, io: Io): Promise<number> {
  const [name, ...others] = operands(args);
  if (others.length > 0) throw new UsageError("name one cause or note; gotrace explain lists them");
  const format = formatOf(textOption(args, "format"));
  const look = lookOfOutput(io, flagOption(args, "color"));
  await io.stdout.write(name === undefined ? list(format) : pageOf(name, format, look));
  return 0;
}

function formatOf(name: string | undefined): CauseFormat {
  const format = causeFormats.find((known) => known === name);
  if (format === undefined)
    throw new UsageError(`there is no format ${name}; there are ${causeFormats.join(", ")}`);
  return format;
}

function pageOf(name: string, format: CauseFormat, look: RenderOptions): string {
  const wanted = name.toLowerCase();
  const cause = causes.find((known) => known === wanted);
  if (cause !== undefined) return renderCause(explain(cause), format, look);
  const note = notePages().find(({ kind }) => kind === wanted);
  if (note !== undefined) return renderNotePage(note, format, look);
  const names = nearest<Cause | NoteKind>(wanted, [...causes, ...noteKinds]);
  const near = names.length === 0 ? "" : `, only ${names.join(", ")}`;
  throw new UsageError(`there is no cause or note ${name}${near}; gotrace explain lists them all`);
}

/** The causes under the stage at which they are usually reported; those of any stage come last, and then the notes. */
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
  members: (Cause | NoteKind)[];
}

function groups(): Group[] {
  const anywhere = causes.filter((cause) => stagesOf(cause).length === stages.length);
  const byStage: Group[] = stages.map((stage) => ({
    stage,
    members: causes.filter((cause) => !anywhere.includes(cause) && stagesOf(cause)[0] === stage),
  }));
  const others: Group[] = [
    { stage: "any", members: anywhere },
    { stage: "note", members: [...noteKinds] },
  ];
  return [...byStage, ...others].filter(({ members }) => members.length > 0);
}
