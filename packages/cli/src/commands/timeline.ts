import { stages, type Stage, type TimelineView } from "@gotrace/core";
import type { Argv } from "yargs";
import { flagOption, textOption, type Command, type CommandArguments } from "../command.ts";
import type { Io } from "../io.ts";
import { configureReport, printReport, reportDefaults } from "../report-command.ts";
import { UsageError } from "../usage-error.ts";

/** `gotrace timeline <input...>`: what happened when. */
export const timelineCommand: Command = { configure, run, defaults: reportDefaults("waterfall") };

function configure(parser: Argv): Argv {
  return configureReport(parser, "waterfall")
    .usage(
      "gotrace timeline <input...>\n\nDraws what happened when: look-ups, connections, handshakes, requests, git, locks, stored files.",
    )
    .options({
      module: { type: "string", requiresArg: true, describe: "only this module, and those below its path" },
      host: { type: "string", requiresArg: true, describe: "only this host, and those in this domain" },
      stage: { choices: stages, requiresArg: true, describe: "only this stage" },
      from: {
        type: "string",
        requiresArg: true,
        describe: "only from this time on, since the start: 250ms, 1.5s, 2m",
      },
      to: { type: "string", requiresArg: true, describe: "only until this time" },
      all: { type: "boolean", describe: "also what is left out as long as it is normal" },
    })
    .example("gotrace timeline trace.log go.log", "a waterfall as wide as the terminal")
    .example("gotrace timeline --host proxy.golang.org --from 2s trace.log", "a part of it")
    .example("gotrace timeline --format markdown -o report.md trace.log", "for a bug report");
}

function run(args: CommandArguments, io: Io): Promise<number> {
  return printReport(args, io, { timeline: true, view: viewOf(args), all: flagOption(args, "all") ?? false });
}

function viewOf(args: CommandArguments): TimelineView {
  const [module, host, stage] = [textOption(args, "module"), textOption(args, "host"), stageOf(args)];
  const [fromMs, toMs] = [timeOption(args, "from"), timeOption(args, "to")];
  if (fromMs !== undefined && toMs !== undefined && fromMs >= toMs) {
    throw new UsageError("--from must be earlier than --to");
  }
  return {
    ...(module !== undefined && { module }),
    ...(host !== undefined && { host }),
    ...(stage !== undefined && { stage }),
    ...(fromMs !== undefined && { fromMs }),
    ...(toMs !== undefined && { toMs }),
  };
}

function stageOf(args: CommandArguments): Stage | undefined {
  const name = textOption(args, "stage");
  return stages.find((stage) => stage === name);
}

const unitMs: Readonly<Record<string, number>> = { "": 1000, ms: 1, s: 1000, m: 60_000 };

/** Milliseconds; a number without a unit is seconds, as strace prints them. */
function timeOption(args: CommandArguments, name: string): number | undefined {
  const text = textOption(args, name);
  if (text === undefined) return undefined;
  const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|)$/.exec(text) ?? [];
  if (number === "") throw new UsageError(`--${name} takes a time such as 250ms, 1.5s or 2m, not ${text}`);
  return Number(number) * (unitMs[unit] ?? 1);
}
