import { readFile } from "node:fs/promises";
import { constants } from "node:os";
import { basename } from "node:path";
import process from "node:process";
import type { RecordedTracer } from "@gotrace/core";
import type { Io } from "../io.ts";
import { netrcPath } from "../machine/credentials.ts";
import { thisMachine, type Machine } from "../machine/machine.ts";
import { readProject } from "../machine/project.ts";
import { readMachine, readTools } from "../machine/read-machine.ts";
import { findCommand } from "./find-command.ts";
import type { RecordWishes } from "./finish.ts";
import { isUnderNohup } from "./inherited.ts";
import { chooseOutput } from "./output.ts";
import { ourOutputs } from "./outputs.ts";
import { holdSignals } from "./signals.ts";
import { runTraced, type CommandEnd } from "./run-traced.ts";
import { runUntraced } from "./run-untraced.ts";
import { shownOptions, straceOptions } from "./strace-options.ts";
import { startError } from "./trace-ends.ts";
import { findTracer } from "./tracer.ts";
import { tracerZone, type TracerZone } from "./tracer-zone.ts";
import { verboseEnvironment } from "./verbose-go.ts";
import { makeWorkspace } from "./workspace.ts";

export interface CommandWishes extends RecordWishes {
  argv: readonly string[];
  strace: boolean;
  verboseGo: boolean;
}

/** Runs a command, records it, and returns its exit status. */
export async function recordCommand(wishes: CommandWishes, io: Io): Promise<number> {
  const { argv } = wishes;
  const note = (sentence: string): Promise<void> => io.stderr.write(`gotrace: ${sentence}\n`);
  const found = await findCommand(argv[0] ?? "", io.env);
  if (found.kind !== "found") {
    await note(found.message);
    return found.status;
  }
  const machine = thisMachine(io.env, process.cwd(), goOf(argv));
  const output = await chooseOutput(wishes.output, argv, machine.cwd);
  const [tracer, before] = await Promise.all([
    chooseTracer(wishes, machine, note),
    readProject(machine, null),
  ]);
  const workspace = await makeWorkspace(output);
  try {
    const env = wishes.verboseGo ? await verboseEnvironment(machine) : io.env;
    const run = { argv, env, cwd: machine.cwd, note: (sentence: string) => void note(sentence) };
    const outputs = ourOutputs();
    const running =
      tracer.tracer === null
        ? runUntraced({ ...run, logFile: workspace.log })
        : runTraced({
            ...run,
            options: tracer.tracer.options,
            tracerEnv: tracer.env,
            traceFile: workspace.trace,
            pipe: workspace.pipe,
          });
    // What is needed afterwards and does not change is made ready while the command runs.
    const tools = readTools(machine);
    const { finishRecording } = await import("./finish.ts");
    const end = await running;
    // From here on a signal must not take away what was recorded.
    const signals = holdSignals(note, { hangUps: isUnderNohup(io.env) ? "ignored" : "heeded" });
    const failed = tracer.tracer === null ? null : startError(workspace.trace);
    if (failed !== null) {
      await note(
        `${argv[0]} cannot be run: ${failed === "ENOENT" ? "the interpreter that its first line names is missing" : failed}`,
      );
      return failed === "ENOENT" ? 127 : 126;
    }
    await finishRecording(
      {
        command: { argv: [...argv], cwd: machine.cwd, ...recordedEnd(end), attachedTo: null },
        tracer: tracer.tracer,
        incomplete: tracer.why,
        machine: { ...(await readMachine(machine, tools)), project: before },
        processes: [],
        trace: tracer.tracer === null ? null : { file: workspace.trace, outputs, cut: end.cut },
        logFile: tracer.tracer === null ? workspace.log : null,
        secrets: await secretTexts(machine),
      },
      { ...wishes, output, signals },
      io,
    );
    return statusOf(end);
  } finally {
    await workspace.remove();
  }
}

async function chooseTracer(
  { strace }: CommandWishes,
  machine: Machine,
  note: (sentence: string) => Promise<void>,
): Promise<{ tracer: RecordedTracer | null; env: TracerZone["env"]; why: string | null }> {
  if (!strace) return { tracer: null, env: {}, why: "recorded without strace, as was asked for" };
  const tracer = await findTracer(machine);
  if (tracer.kind === "unusable") {
    await note(`${tracer.message}; going on without a trace`);
    return { tracer: null, env: {}, why: `recorded without strace: ${tracer.message}` };
  }
  const zone = tracerZone(machine.env);
  const options = [...zone.options, ...straceOptions(tracer.version, { attach: false })];
  const shown = `strace ${tracer.version} ${shownOptions(options)}`;
  const variables = Object.entries(zone.env).map(([name, value]) => `${name}=${value} `);
  await note(`${variables.join("")}${shown}`);
  return { tracer: { version: tracer.version, options }, env: zone.env, why: null };
}

/** The go to ask for its settings: the one that the command names. */
function goOf([program = ""]: readonly string[]): string {
  return basename(program) === "go" ? program : "go";
}

function recordedEnd({ exitStatus, signal, startedAt, durationMs }: CommandEnd): {
  exitStatus: number | null;
  signal: string | null;
  startedAt: string;
  durationMs: number;
} {
  return { exitStatus, signal, startedAt: startedAt.toISOString(), durationMs: Math.round(durationMs) };
}

/** As a shell has it: 128 and the signal's number where one ended the command. */
export function statusOf({ exitStatus, signal }: Pick<CommandEnd, "exitStatus" | "signal">): number {
  if (signal === null) return exitStatus ?? 1;
  const number: number | undefined = constants.signals[signal as NodeJS.Signals];
  return 128 + (number ?? 0);
}

/** What may be in a trace and must not stay there, from where it is known to stand. */
export async function secretTexts(machine: Machine): Promise<string[]> {
  const home = machine.env["HOME"] ?? "";
  const files = [netrcPath(machine), `${home}/.git-credentials`, `${home}/.config/git/credentials`];
  const texts = files.map(async (file) =>
    file === null ? "" : await readFile(file, "utf8").catch(() => ""),
  );
  const variables = Object.entries(machine.env).map(([name, value]) => `${name}=${value ?? ""}`);
  return [...variables, ...(await Promise.all(texts))];
}
