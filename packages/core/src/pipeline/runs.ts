import type { AttributedMessage, Facts, Program } from "../model/facts.ts";
import type { Ending, Run, Tool } from "../model/run.ts";
import { withAnswersAsSaid } from "./answer-waits.ts";
import { attemptsOf } from "./attempts.ts";
import { goCommandByPid } from "./families.ts";
import { logCommands } from "./log-commands.ts";
import { allFacts, factsByCommand, type RunFacts } from "./run-facts.ts";
import { machineSettings, settingsOf } from "./known-settings.ts";
import { withRecording } from "./recorded.ts";
import { moduleOfCommand, toolName } from "./tools.ts";
import { speaksOfGo } from "./whose-words.ts";

/** Parts the record into its go commands, in order; there is always one, if only an unknown one. */
export function runsOf(facts: Facts): Run[] {
  return withRecording(shownRuns(facts), facts);
}

function shownRuns(facts: Facts): Run[] {
  const owners = goCommandByPid(facts.programs);
  const commands = facts.programs.filter(({ pid }) => owners.get(pid) === pid);
  const last = commands.at(-1);
  if (last) {
    const factsOf = factsByCommand(facts, owners, last.pid);
    return commands.map((program) => tracedRun(program, factsOf(program.pid), facts));
  }
  const own = allFacts(facts);
  if (facts.traced) return [runWithoutProgram(own, facts, null)];
  const logged = logCommands(facts.messages).map(({ argv, messages }) =>
    runWithoutProgram({ ...own, messages }, facts, argv),
  );
  return logged.length > 0 ? logged : [runWithoutProgram(own, facts, null)];
}

function tracedRun(program: Program, own: RunFacts, facts: Facts): Run {
  return {
    ...commonParts(own, facts),
    program,
    argv: program.argv,
    cwd: program.cwd,
    goVersion: goVersionOf(program, own.messages),
    ending: endingOf(program, facts),
    started: program.started,
    ended: program.ended,
    tools: withModules(own.programs.filter(({ pid }) => pid !== program.pid).flatMap(asTool), own.messages),
    settings: [
      ...settingsOf(program),
      ...facts.settings,
      ...machineSettings(facts.machine, program.environment),
    ],
  };
}

/** A command of a log, or of a trace without an execve of go. */
function runWithoutProgram(own: RunFacts, facts: Facts, argv: readonly string[] | null): Run {
  const roots = facts.programs.filter((program) => program.parent === null);
  const leader = roots[0] ?? null;
  return {
    ...commonParts(own, facts),
    program: null,
    argv,
    cwd: leader?.cwd ?? null,
    goVersion: goVersionOf(null, facts.messages),
    ending: leader === null ? logEnding(own.messages, argv) : sharedEnding(roots, facts),
    started: leader?.started ?? null,
    ended: leader?.ended ?? null,
    tools: withModules(own.programs.flatMap(asTool), own.messages),
    settings: [...facts.settings, ...machineSettings(facts.machine, null)],
  };
}

type CommonParts = Omit<
  Run,
  "program" | "argv" | "cwd" | "goVersion" | "ending" | "started" | "ended" | "tools" | "settings"
>;

function commonParts(own: RunFacts, facts: Facts): CommonParts {
  const { messages, dnsQueries, connections, files, locks, openCalls, programs } = own;
  const attempts = attemptsOf(messages, connections);
  return {
    messages,
    dnsQueries,
    connections: withAnswersAsSaid(connections, attempts),
    files,
    locks,
    openCalls,
    programs,
    envFiles: facts.envFiles,
    lastTime: facts.lastTime,
    startedPrograms: facts.programs.filter(wasStarted).length,
    attempts,
    traced: facts.traced,
    partial: facts.partial,
    networkTraced: isNetworkTraced(facts),
    machine: facts.machine,
  };
}

function wasStarted(program: Program): boolean {
  return program.path !== null || program.argv.length > 0;
}

/** Network calls are there, or memory calls are: nobody asks for those, so nothing was left out. gotrace record asks for the network. */
function isNetworkTraced({ seen, recording }: Facts): boolean {
  return seen.has("connect") || seen.has("socket") || seen.has("mmap") || recording?.traced === true;
}

/**
 * Of processes whose start is not on record nothing tells which is go, which a thread of it, and which a child. Where they all ended
 * in the same way, so did go.
 */
function sharedEnding(roots: readonly Program[], facts: Facts): Ending {
  const endings = new Set(roots.map(({ exitStatus, signal }) => signal ?? exitStatus));
  const [root] = roots;
  return root === undefined || endings.size > 1 ? openEnding(facts) : endingOf(root, facts);
}

function openEnding({ partial, resting }: Facts): Ending {
  return { kind: "open", cut: partial.has("cut"), resting };
}

function endingOf(program: Program, facts: Facts): Ending {
  if (program.signal !== null) return { kind: "signaled", signal: program.signal, by: "kernel" };
  const { exitStatus } = program;
  if (exitStatus === null) return openEnding(facts);
  const signal = exitStatus === 0 ? null : deliveredSignal(program.pid, facts);
  return signal === null
    ? { kind: "exited", status: exitStatus }
    : { kind: "signaled", signal, by: "handler" };
}

/** Go's build and test commands handle an interrupt themselves and exit with status 1. cmd/go/internal/base/signal.go. */
function deliveredSignal(pid: number, facts: Facts): string | null {
  const delivered = facts.signals.find(
    ({ pid: receiver, signal }) =>
      receiver === pid && (signal === "SIGINT" || signal === "SIGTERM" || signal === "SIGQUIT"),
  );
  return delivered?.signal ?? null;
}

/** What a shell makes of a signal: 128 and its number. Of those only the ones that nobody exits with by choice. */
const statusSignals: Readonly<Record<number, string>> = {
  130: "interrupt",
  137: "killed",
  143: "terminated",
};

/** What a log says of the end: a shell's or CI's own words. */
function logEnding(messages: readonly AttributedMessage[], argv: readonly string[] | null): Ending {
  const last = messages.findLast(
    ({ message }) => message.body.kind === "exit-status" || message.body.kind === "signal",
  );
  const body = last?.message.body;
  if (body?.kind !== "signal" && body?.kind !== "exit-status") return { kind: "unknown" };
  const signal = body.kind === "signal" ? body.signal : statusSignals[body.status];
  // Somebody failed or was killed; whether it was go, only go's own lines tell.
  if (body.kind === "exit-status" && signal === undefined)
    return speaksOfGo({ traced: false, argv, messages })
      ? { kind: "exited", status: body.status }
      : { kind: "unknown" };
  return signal !== undefined && speaksOfGo({ traced: false, argv, messages })
    ? { kind: "signaled", signal, by: "kernel" }
    : { kind: "unknown" };
}

function asTool(program: Program): Tool[] {
  const name = toolName(program);
  return name === null ? [] : [{ program, name, module: null }];
}

/** The module of each tool, from the repository URL in its own or its ancestors' arguments, or from go's log. */
function withModules(tools: readonly Tool[], messages: readonly AttributedMessage[]): Tool[] {
  const directories = new Map<string, string>();
  for (const { message } of messages) {
    if (message.body.kind === "vcs-dir") directories.set(message.body.dir, message.body.url);
  }
  const named = tools.map((tool) => ({ ...tool, module: moduleOfCommand(tool.program, directories) }));
  return named.map((tool) => {
    if (tool.module !== null) return tool;
    const relative = named.find(
      (other) =>
        other.module !== null &&
        (other.program.parent === tool.program.pid || other.program.cwd === tool.program.cwd),
    );
    return { ...tool, module: relative?.module ?? null };
  });
}

function goVersionOf(program: Program | null, messages: readonly AttributedMessage[]): string | null {
  const toolchain = /golang\.org\/toolchain@v[^/]*?-(go[^/]+?)\.[a-z0-9]+-[a-z0-9]+\//.exec(
    program?.path ?? "",
  );
  if (toolchain) return toolchain[1] ?? null;
  for (const { message } of messages) {
    const { body } = message;
    if (body.kind === "go-version") return body.version;
    if (body.kind === "error" && body.error.kind === "requires-go" && body.error.running !== null) {
      return body.error.running.startsWith("go") ? body.error.running : `go${body.error.running}`;
    }
  }
  return null;
}
