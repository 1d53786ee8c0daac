import {
  bundleMembers,
  bundleVersion,
  gotraceVersion,
  learnFromMachine,
  withoutSecrets,
  type BundleManifest,
  type MachineFile,
  type MachineState,
  type ProcessLine,
  type ProjectFile,
  type Redactor,
} from "@gotrace/core";
import { archiveOf } from "./archive.ts";
import { fileLines } from "./file-lines.ts";
import { packMember, type PackedMember } from "./packed-member.ts";
import { createTraceLog } from "./trace-log.ts";
import { createTraceSieve } from "./trace-sieve.ts";

/** What a recording left, raw. */
export interface Recorded {
  readonly command: BundleManifest["command"];
  readonly tracer: BundleManifest["tracer"];
  readonly incomplete: string | null;
  readonly machine: MachineState;
  /** What the kernel told of the processes that strace was attached to. */
  readonly processes: readonly ProcessLine[];
  /** The trace of strace, what was the command's output, and why its end could not be written; null where there is no trace. */
  readonly trace: {
    readonly file: string;
    readonly outputs: ReadonlySet<string>;
    readonly cut: NodeJS.ErrnoException | null;
  } | null;
  /** What the command printed, where there is no trace. */
  readonly logFile: string | null;
  /** Texts that are not in the bundle and may hold secrets that are: the whole environment, credentials. */
  readonly secrets: readonly string[];
}

export interface Bundle {
  readonly pieces: readonly Buffer[];
  readonly manifest: BundleManifest;
}

/**
 * Makes the bundle, in memory, of what is on the disk. Everything goes through the redactor on its way: first all of it, so that a
 * secret that is recognised anywhere is known, then all of it once more, and only that is packed.
 */
export async function makeBundle(recorded: Recorded, redactor: Redactor): Promise<Bundle> {
  const { machine, command } = recorded;
  await learn(recorded, redactor);
  const { traced, logged } = await packOutput(recorded, redactor);
  const manifest: BundleManifest = {
    gotraceBundle: bundleVersion,
    gotrace: gotraceVersion,
    command: { ...command, argv: command.argv.map((argument) => redactor.redact(argument)) },
    tracer: recorded.tracer,
    incomplete:
      traced?.cut === true ? "the trace was too long to be kept: this is its beginning" : recorded.incomplete,
    logFromTrace: recorded.trace !== null,
    removed: redactor.counts(),
  };
  const members = [
    await packJson(bundleMembers.manifest, manifest),
    await packMachine(withoutSecrets(machine, redactor)),
    ...(await packProcesses(recorded.processes, redactor)),
    ...(await packProject(machine, redactor)),
    logged,
    ...(traced === null ? [] : [traced]),
  ];
  return { pieces: archiveOf(members, new Date(command.startedAt)), manifest };
}

/** Shows the redactor all that is there. */
async function learn(
  { machine, processes, command, trace, logFile, secrets }: Recorded,
  redactor: Redactor,
): Promise<void> {
  // In a list of words the option that names a secret stands before it.
  const argvs = processes.map((line) => (line.kind === "process" ? line.argv.join(" ") : ""));
  for (const text of [...secrets, command.argv.join(" "), ...argvs]) redactor.learn(text, "");
  learnFromMachine(machine, redactor);
  for (const line of processes) learnFromMachine(line, redactor);
  if (trace !== null) for await (const text of sievedLines(trace.file)) redactor.learn(text, "");
  if (logFile !== null) for await (const text of rawLines(logFile)) redactor.learn(text, "");
}

/** What strace saw, if it did, and what the command printed. */
async function packOutput(
  { trace, logFile }: Recorded,
  redactor: Redactor,
): Promise<{ traced: PackedMember | null; logged: PackedMember }> {
  if (trace === null) {
    const lines = logFile === null ? [] : redactedLog(logFile, redactor);
    return { traced: null, logged: await packMember(bundleMembers.log, lines) };
  }
  const log = createTraceLog(trace.outputs);
  const lines = redactedTrace(trace.file, redactor, (text) => log.line(text));
  const traced = await packMember(bundleMembers.trace, lines);
  return { traced, logged: await packMember(bundleMembers.log, [log.end()]) };
}

/** Lines of a trace as they may be kept, before redaction. */
async function* sievedLines(file: string): AsyncGenerator<string> {
  const sieve = createTraceSieve();
  for await (const lines of fileLines(file)) for (const { text } of lines) yield sieve.line(text);
}

async function* rawLines(file: string): AsyncGenerator<string> {
  for await (const lines of fileLines(file)) for (const { text } of lines) yield text;
}

/** A piece of the trace at a time. The last line of a trace that was cut stays without an end. */
async function* redactedTrace(
  file: string,
  redactor: Redactor,
  onLine: (text: string) => void,
): AsyncGenerator<string> {
  const sieve = createTraceSieve();
  for await (const lines of fileLines(file)) {
    let kept = "";
    for (const { text, ended } of lines) {
      const line = redactor.redact(sieve.line(text));
      onLine(line);
      kept += ended ? `${line}\n` : line;
    }
    yield kept;
  }
}

async function* redactedLog(file: string, redactor: Redactor): AsyncGenerator<string> {
  for await (const lines of fileLines(file)) {
    yield lines.map(({ text }) => `${redactor.redact(text)}\n`).join("");
  }
}

/** go.mod and its kin are files of their own in the bundle. */
async function packProject({ project }: MachineState, redactor: Redactor): Promise<PackedMember[]> {
  const { goMod, goWork, goSum, goWorkSum } = bundleMembers;
  const files: [string, ProjectFile | null][] = [
    [goMod, project.goMod],
    [goWork, project.goWork],
    [goSum, project.goSum],
    [goWorkSum, project.goWorkSum],
  ];
  const members: PackedMember[] = [];
  for (const [name, file] of files) {
    if (file?.text != null) members.push(await packMember(name, [latin1(redactor.redact(file.text))]));
  }
  return members;
}

function packMachine(state: MachineState): Promise<PackedMember> {
  const { goSum, goWorkSum } = state.project;
  const file: MachineFile = {
    gotraceMachine: bundleVersion,
    ...state,
    project: {
      ...state.project,
      goSum: elsewhere(goSum),
      goWorkSum: elsewhere(goWorkSum),
    },
  };
  return packJson(bundleMembers.machine, file);
}

/** A line each, so that one of them can be shown as evidence. */
async function packProcesses(lines: readonly ProcessLine[], redactor: Redactor): Promise<PackedMember[]> {
  if (lines.length === 0) return [];
  const texts = lines.map((line) => latin1(`${JSON.stringify(withoutSecrets(line, redactor))}\n`));
  return [await packMember(bundleMembers.processes, texts)];
}

function packJson(name: string, value: unknown): Promise<PackedMember> {
  return packMember(name, [latin1(`${JSON.stringify(value, null, 2)}\n`)]);
}

/** Sums are long, and a member of their own. */
function elsewhere(file: ProjectFile | null): ProjectFile | null {
  return file && { ...file, text: null };
}

/** The bytes of UTF-8, a character each. */
function latin1(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
