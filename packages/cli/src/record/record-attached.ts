import { existsSync } from "node:fs";
import { basename } from "node:path";
import { execa } from "execa";
import type { Io } from "../io.ts";
import { thisMachine } from "../machine/machine.ts";
import { readMachine } from "../machine/read-machine.ts";
import { UsageError } from "../usage-error.ts";
import { finishRecording, type RecordWishes } from "./finish.ts";
import { chooseOutput } from "./output.ts";
import { secretTexts, statusOf } from "./record-command.ts";
import { holdSignals, passSignals } from "./signals.ts";
import { straceOptions } from "./strace-options.ts";
import { endingOf } from "./trace-ends.ts";
import { familyOf, linkOf } from "./process-tree.ts";
import { argvOf, environmentOf, readProcesses } from "./running-processes.ts";
import { denial, findTracer, refusal } from "./tracer.ts";
import { makeWorkspace } from "./workspace.ts";

/**
 * Records a process that runs already, and all that it started, until it ends or somebody presses Ctrl-C; it goes on then.
 *
 * @returns its exit status where it ended meanwhile, else 0
 */
export async function recordAttached(pid: number, wishes: RecordWishes, io: Io): Promise<number> {
  const note = (sentence: string): Promise<void> => io.stderr.write(`gotrace: ${sentence}\n`);
  if (!existsSync(`/proc/${pid}`)) throw new UsageError(`there is no process ${pid}`);
  const target = readTarget(pid);
  const machine = thisMachine({ ...io.env, ...target.env }, target.cwd, goOf(target));
  const tracer = await findTracer(thisMachine(io.env));
  if (tracer.kind === "unusable") throw new UsageError(tracer.message);
  const output = await chooseOutput(wishes.output, target.argv, process.cwd());
  const options = straceOptions(tracer.version, { attach: true });
  const workspace = await makeWorkspace(output);
  try {
    const pids = familyOf(pid);
    const processes = await readProcesses(pids, "start", thisMachine(io.env));
    const startedAt = new Date();
    const started = performance.now();
    const attached = pids.flatMap((each) => ["-p", String(each)]);
    const child = execa("strace", [...options, "-o", workspace.trace, ...attached], {
      stdin: "ignore",
      stdout: "ignore",
      stderr: "pipe",
      reject: false,
      cleanup: false,
    });
    await note(`${shown(target.argv)} (process ${pid}) is recorded; Ctrl-C ends that, and it goes on`);
    // strace lets go of the processes at these signals, and ends. strace(1), -p.
    const release = passSignals({ target: () => child.pid ?? null, onSignal: () => undefined });
    const { stderr } = await child;
    release();
    const signals = holdSignals(note, { hangUps: "heeded" });
    const refused = refusal(stderr, pid);
    if (refused !== null && existsSync(`/proc/${pid}`)) throw new UsageError(await denial(refused));
    const end = endingOf(workspace.trace, pid);
    if (existsSync(`/proc/${pid}`))
      processes.push(...(await readProcesses(familyOf(pid), "end", thisMachine(io.env))));
    await finishRecording(
      {
        command: {
          argv: target.argv,
          cwd: target.cwd,
          startedAt: startedAt.toISOString(),
          durationMs: Math.round(performance.now() - started),
          ...end,
          attachedTo: pid,
        },
        tracer: { version: tracer.version, options },
        incomplete: null,
        machine: await readMachine(machine),
        processes,
        trace: { file: workspace.trace, outputs: outputsOf(pid), cut: null },
        logFile: null,
        secrets: await secretTexts(machine),
      },
      { ...wishes, output, signals },
      io,
    );
    return end.exitStatus === null && end.signal === null ? 0 : statusOf(end);
  } finally {
    await workspace.remove();
  }
}

interface Target {
  argv: string[];
  cwd: string;
  env: Record<string, string>;
  /** The program's file; null where one may not know. */
  program: string | null;
}

/** What the kernel tells of a process; of somebody else's, little. proc(5). */
function readTarget(pid: number): Target {
  const argv = argvOf(pid);
  return {
    argv: argv.length > 0 ? argv : [`process-${pid}`],
    cwd: linkOf(`/proc/${pid}/cwd`) ?? process.cwd(),
    env: environmentOf(pid),
    program: linkOf(`/proc/${pid}/exe`),
  };
}

function goOf({ program }: Target): string {
  return program !== null && basename(program) === "go" ? program : "go";
}

/** Its standard output and error, where they are. */
function outputsOf(pid: number): ReadonlySet<string> {
  return new Set([1, 2].map((fd) => linkOf(`/proc/${pid}/fd/${fd}`)).filter((name) => name !== null));
}

function shown(argv: readonly string[]): string {
  return argv.slice(0, 4).join(" ");
}
