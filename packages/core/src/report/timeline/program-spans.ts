import type { Program } from "../../model/facts.ts";
import type { Run, Tool } from "../../model/run.ts";
import type { SpanAttributes, SpanOutcome } from "../../model/timeline.ts";
import { blankSpan, known, type Draft, type DraftLane, type DraftSpan } from "./draft.ts";

/** The go command, and the programs that it ran; `all`: those too that are no work of its own. */
export function programSpans(run: Run, all: boolean): Draft {
  const command = commandSpan(run);
  const spans: DraftSpan[] = command === null ? [] : [command];
  const byPid = new Map<number, DraftSpan>();
  if (command !== null && run.program !== null) byPid.set(run.program.pid, command);
  const tools = new Map(run.tools.map((tool) => [tool.program, tool]));
  for (const program of run.programs) {
    if (!isChild(program, run) || (!all && isTelemetry(program, run))) continue;
    const span = childSpan(program, tools.get(program) ?? null, byPid.get(program.parent ?? -1) ?? command);
    byPid.set(program.pid, span);
    spans.push(span);
  }
  const links = spans.flatMap((span) =>
    span.parent === null ? [] : [{ kind: "fork-exec" as const, from: span.parent, to: span }],
  );
  return { spans, links };
}

/** A program of its own: a fork that did not come to its execve is none. */
function isChild({ pid, argv }: Program, run: Run): boolean {
  return pid !== run.program?.pid && argv.length > 0;
}

/** Children that are no work of the command's. */
export function foldedPrograms(run: Run): { what: string; count: number }[] {
  const count = run.programs.filter((program) => isTelemetry(program, run)).length;
  return count === 0 ? [] : [{ what: "go's own telemetry child", count }];
}

/** Go 1.23 starts itself once more, with the same words, to upload counters. golang.org/x/telemetry/start.go. */
function isTelemetry({ pid, parent, argv }: Program, run: Run): boolean {
  const same = run.argv !== null && argv.length > 0 && argv.join(" ") === run.argv.join(" ");
  return same && pid !== run.program?.pid && parent === run.program?.pid;
}

export function commandLane({ argv, program }: Run): DraftLane {
  const words = argv === null ? ["go"] : [nameOf(argv[0] ?? "go"), ...argv.slice(1)];
  return { kind: "go", label: words.join(" "), role: null, host: null, pid: program?.pid ?? null };
}

function commandSpan(run: Run): DraftSpan | null {
  const { started, ended, program, argv, cwd } = run;
  if (started === null) return null;
  const lane = commandLane(run);
  return {
    ...blankSpan,
    lane,
    kind: "command",
    stage: null,
    label: lane.label,
    result: program === null ? null : endText(program),
    from: started,
    to: ended,
    outcome: program === null ? "unknown" : endOutcome(program),
    attributes: known<SpanAttributes>({
      pid: program?.pid,
      argv: argv === null ? null : [...argv],
      cwd,
      exitStatus: program?.exitStatus,
      signal: program?.signal,
    }),
    origins: [started.at, ...(ended === null ? [] : [ended.at])],
  };
}

function childSpan(program: Program, tool: Tool | null, parent: DraftSpan | null): DraftSpan {
  const name = nameOf(program.path ?? program.argv[0] ?? "");
  const { pid, argv, cwd, started, ended, exitStatus, signal } = program;
  const module = tool?.module ?? null;
  return {
    ...blankSpan,
    lane: { kind: "process", label: name, role: tool === null ? null : "direct", host: null, pid: null },
    kind: "process",
    stage: tool === null ? null : "vcs",
    label: [name, ...argv.slice(1)].join(" "),
    result: endText(program),
    role: tool === null ? null : "direct",
    host: module?.split("/")[0] ?? null,
    module,
    from: started,
    to: ended,
    outcome: endOutcome(program),
    attributes: known<SpanAttributes>({ pid, argv: [...argv], cwd, exitStatus, signal }),
    origins: [started.at, ...(ended === null ? [] : [ended.at])],
    parent,
  };
}

function endText({ exitStatus, signal, ended }: Program): string | null {
  if (signal !== null) return signal;
  if (exitStatus !== null) return `exit status ${exitStatus}`;
  return ended === null ? null : "ended";
}

function endOutcome({ exitStatus, signal, ended }: Program): SpanOutcome {
  if (signal !== null) return "failed";
  if (exitStatus !== null) return exitStatus === 0 ? "ok" : "failed";
  return ended === null ? "open" : "unknown";
}

function nameOf(path: string): string {
  return path.split("/").at(-1) ?? path;
}
