import type { AttributedMessage, Facts, Program, Setting } from "../model/facts.ts";
import type { Ending, Run, Tool } from "../model/run.ts";
import { attemptsOf } from "./attempts.ts";
import { moduleOfCommand, toolName } from "./tools.ts";

/**
 * Parts the record into its go commands. Each has the facts of its own process and of everything that it started, but
 * for go's telemetry child (1.23 and later), whose doings and failures are nobody's.
 */
export function runsOf(facts: Facts): Run[] {
  const telemetry = new Set(facts.programs.filter(isTelemetry).map((program) => program.pid));
  const parents = new Map(facts.programs.map((program) => [program.pid, program.parent]));
  const commands = facts.programs.filter(
    (program) => isGoCommand(program) && !hasAncestor(program.pid, parents, telemetry),
  );
  const pids = new Set(commands.map((program) => program.pid));
  const outermost = commands.filter((program) => !hasProperAncestor(program.pid, parents, pids));
  if (outermost.length === 0) return [runWithoutProgram(facts)];
  return outermost.map((program, i) => {
    const family = facts.programs
      .map((each) => each.pid)
      .filter(
        (pid) => hasAncestor(pid, parents, new Set([program.pid])) && !hasAncestor(pid, parents, telemetry),
      );
    return runOf(program, new Set(family), facts, i === outermost.length - 1);
  });
}

function isTelemetry(program: Program): boolean {
  return program.argv.includes("** telemetry **");
}

/** By its name, or by the path of a toolchain that go itself unpacked and switched to. */
export function isGoCommand(program: Program): boolean {
  const name = (program.path ?? program.argv[0] ?? "").split("/").at(-1);
  return name === "go" || /^go1\.\d+/.test(name ?? "");
}

function hasAncestor(
  pid: number,
  parents: ReadonlyMap<number, number | null>,
  among: ReadonlySet<number>,
): boolean {
  const seen = new Set<number>();
  for (let at: number | null = pid; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
    if (among.has(at)) return true;
    seen.add(at);
  }
  return false;
}

function hasProperAncestor(
  pid: number,
  parents: ReadonlyMap<number, number | null>,
  among: ReadonlySet<number>,
): boolean {
  const parent = parents.get(pid) ?? null;
  return parent !== null && hasAncestor(parent, parents, among);
}

function runOf(program: Program, family: ReadonlySet<number>, facts: Facts, last: boolean): Run {
  const belongs = (fact: { pid: number }): boolean => family.has(fact.pid);
  const messages = facts.messages.filter(({ pid }) => (pid === null ? last : family.has(pid)));
  const connections = facts.connections.filter(belongs);
  const tools = facts.programs
    .filter((each) => family.has(each.pid) && each.pid !== program.pid)
    .flatMap(asTool);
  return {
    program,
    argv: program.argv,
    cwd: program.cwd,
    goVersion: goVersionOf(program, messages),
    ending: endingOf(program, facts),
    started: program.started,
    ended: program.ended,
    lastTime: facts.lastTime,
    messages,
    dnsQueries: facts.dnsQueries.filter(belongs),
    connections,
    files: facts.files.filter(belongs),
    locks: facts.locks.filter(belongs),
    openCalls: facts.openCalls.filter(belongs),
    startedPrograms: facts.programs.filter(wasStarted).length,
    tools: withModules(tools, messages),
    settings: [...settingsOf(program), ...facts.settings],
    attempts: attemptsOf(messages, connections),
    traced: true,
    partial: facts.partial,
    networkTraced: isNetworkTraced(facts),
  };
}

/** A log alone, or a trace without an execve of go: everything in it is the run's. */
function runWithoutProgram(facts: Facts): Run {
  const leader = facts.programs.find((program) => program.parent === null) ?? null;
  const command = facts.messages.findLast(({ message }) => message.body.kind === "shell-command");
  const argv = command?.message.body.kind === "shell-command" ? command.message.body.argv : null;
  return {
    program: null,
    argv,
    cwd: leader?.cwd ?? null,
    goVersion: goVersionOf(null, facts.messages),
    ending: leader === null ? logEnding(facts.messages) : endingOf(leader, facts),
    started: leader?.started ?? null,
    ended: leader?.ended ?? null,
    lastTime: facts.lastTime,
    messages: facts.messages,
    dnsQueries: facts.dnsQueries,
    connections: facts.connections,
    files: facts.files,
    locks: facts.locks,
    openCalls: facts.openCalls,
    startedPrograms: facts.programs.filter(wasStarted).length,
    tools: withModules(facts.programs.flatMap(asTool), facts.messages),
    settings: facts.settings,
    attempts: attemptsOf(facts.messages, facts.connections),
    traced: facts.traced,
    partial: facts.partial,
    networkTraced: isNetworkTraced(facts),
  };
}

function wasStarted(program: Program): boolean {
  return program.path !== null || program.argv.length > 0;
}

/** Network calls are there, or memory calls are: nobody asks for those, so nothing was left out. */
function isNetworkTraced({ seen }: Facts): boolean {
  return seen.has("connect") || seen.has("socket") || seen.has("mmap");
}

function endingOf(program: Program, facts: Facts): Ending {
  if (program.signal !== null) return { kind: "signaled", signal: program.signal, by: "kernel" };
  const { exitStatus } = program;
  if (exitStatus === null) return { kind: "open", cut: facts.partial.has("cut") };
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

/** What a log says of the end: a shell's or CI's own words. */
function logEnding(messages: readonly AttributedMessage[]): Ending {
  const last = messages.findLast(
    ({ message }) => message.body.kind === "exit-status" || message.body.kind === "signal",
  );
  const body = last?.message.body;
  if (body?.kind === "signal") return { kind: "signaled", signal: body.signal, by: "kernel" };
  return body?.kind === "exit-status" ? { kind: "exited", status: body.status } : { kind: "unknown" };
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

/** Settings in the environment (strace -v), and those that `env NAME=value go …` put there. */
function settingsOf(program: Program): Setting[] {
  const settings: Setting[] = [];
  for (const { path, argv } of program.earlier) {
    if ((path ?? argv[0] ?? "").split("/").at(-1) !== "env") continue;
    for (const argument of argv.slice(1)) {
      const assignment = /^([A-Za-z_]\w*)=(.*)$/s.exec(argument);
      if (!assignment) break;
      const [, name = "", value = ""] = assignment;
      settings.push({ name, value, source: "command-line", at: program.started.at });
    }
  }
  for (const [name, value] of Object.entries(program.environment ?? {})) {
    if (/^GO[A-Z0-9]+$|_proxy$|_PROXY$|^(?:HOME|XDG_CONFIG_HOME|SSL_CERT_(?:FILE|DIR))$/.test(name)) {
      settings.push({ name, value, source: "environment", at: program.started.at });
    }
  }
  return settings;
}
