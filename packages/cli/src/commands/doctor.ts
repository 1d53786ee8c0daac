import {
  diagnoseMachine,
  doctorFormats,
  renderDoctor,
  type DoctorFormat,
  type Examination,
  type RedactLevel,
  redactLevels,
} from "@gotrace/core";
import type { Argv } from "yargs";
import { flagOption, operands, textOption, type Command, type CommandArguments } from "../command.ts";
import { examine } from "../doctor/examine.ts";
import { applyRecommendations } from "../doctor/apply.ts";
import { checkProgress } from "../doctor/progress.ts";
import { examineProject } from "../doctor/probes/project.ts";
import { wantedModules } from "../doctor/wanted.ts";
import { exitStatus, interruptedStatus } from "../exit-status.ts";
import type { Io } from "../io.ts";
import { lookOfFile, lookOfOutput } from "../look.ts";
import { thisMachine } from "../machine/machine.ts";
import { readMachine } from "../machine/read-machine.ts";
import { writeOutputFile } from "../output-file.ts";
import { UsageError } from "../usage-error.ts";

/** `gotrace doctor [module@version...]`: what keeps go from its modules on this machine, without any trace. */
export const doctorCommand: Command = { configure, run };

const usualTimeoutSeconds = 15;

function configure(parser: Argv): Argv {
  return parser
    .usage(
      "gotrace doctor [module@version...]\n\nAsks this machine, and from it the hosts that go would ask, link by link, and says what keeps go from its modules.",
    )
    .usage(
      "Without a module: some that the go.mod of this folder requires, private ones first; without a go.mod, one that every\n" +
        "proxy answers about. It downloads into nowhere and changes nothing.",
    )
    .options({
      format: { choices: doctorFormats, default: "text", requiresArg: true, describe: "how to print it" },
      output: { alias: "o", type: "string", requiresArg: true, describe: "write to this file" },
      apply: {
        type: "boolean",
        describe:
          "do what is recommended with go env -w, and say how to undo it; nothing that weakens a check",
      },
      offline: { type: "boolean", describe: "ask no host, only this machine" },
      timeout: {
        type: "string",
        requiresArg: true,
        default: String(usualTimeoutSeconds),
        describe: "seconds that one question may go without an answer",
      },
      redact: { choices: redactLevels, default: "secrets", requiresArg: true, describe: "what to take out" },
      color: { type: "boolean", describe: "colour the text; --no-color does not (default: on a terminal)" },
    })
    .example("gotrace doctor", "in a project: can its modules be fetched from here?")
    .example("gotrace doctor git.corp.example/team/module@v1.2.0", "one that fails")
    .example("gotrace doctor --apply", "set what it recommends, as shown with its undo")
    .example("gotrace doctor --offline", "the settings, the module cache and this machine alone")
    .example("gotrace doctor --format markdown -o doctor.md", "for an issue");
}

async function run(args: CommandArguments, io: Io): Promise<number> {
  const format = formatOf(textOption(args, "format"));
  const timeoutMs = timeoutOf(textOption(args, "timeout"));
  const redact = redactOf(textOption(args, "redact"));
  const examination = await examineThis(operands(args), flagOption(args, "offline") ?? false, timeoutMs, io);
  const found = diagnoseMachine(examination);
  const report = flagOption(args, "apply") ? await applyRecommendations(found, thisMachine(io.env)) : found;
  const color = flagOption(args, "color");
  const output = textOption(args, "output");
  if (output === undefined) {
    await io.stdout.write(renderDoctor(report, format, { ...lookOfOutput(io, color), redact }));
  } else {
    await writeOutputFile(
      output,
      renderDoctor(report, format, { ...lookOfFile, color: color ?? false, redact }),
    );
  }
  return examination.interrupted ? interruptedStatus : exitStatus(report);
}

async function examineThis(
  named: readonly string[],
  offline: boolean,
  timeoutMs: number,
  io: Io,
): Promise<Examination> {
  const stop = new AbortController();
  // It stays until the end: programs that run beside it would end this process where nobody else listens.
  const interrupt = (): void => {
    if (stop.signal.aborted) process.exit(interruptedStatus);
    stop.abort();
  };
  process.on("SIGINT", interrupt);
  const progress = checkProgress(io);
  try {
    const machine = thisMachine(io.env);
    const state = await readMachine(machine);
    const project = await examineProject(machine, state);
    const wanted = wantedModules(named, project, state);
    const limits = { timeoutMs, signal: stop.signal };
    const onMeasured = progress.show;
    return await examine({ machine, state, project, wanted, offline, limits, onMeasured });
  } finally {
    process.off("SIGINT", interrupt);
    await progress.clear();
  }
}

function formatOf(name: string | undefined): DoctorFormat {
  const format = doctorFormats.find((known) => known === name);
  if (format === undefined)
    throw new UsageError(`there is no format ${name}; there are ${doctorFormats.join(", ")}`);
  return format;
}

function redactOf(name: string | undefined): RedactLevel {
  return redactLevels.find((known) => known === name) ?? "secrets";
}

function timeoutOf(text: string | undefined): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 600))
    throw new UsageError(`--timeout takes seconds between 0 and 600, not ${text}`);
  return seconds * 1000;
}
