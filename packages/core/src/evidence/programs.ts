import type { Execution, Process, ProcessEnd } from "../model/event.ts";
import type { Program } from "../model/facts.ts";

/** What each process of the trace ran in the end, and what before. */
export function programsOf(processes: readonly Process[]): Program[] {
  return processes.map(programOf);
}

function programOf(process: Process): Program {
  const own = ownExecutions(process);
  const last = own.at(-1) ?? process.executions.at(-1) ?? null;
  return {
    pid: process.pid,
    parent: process.parent?.pid ?? null,
    ...imageOf(last),
    earlier: own.slice(0, -1).map(({ path, argv }) => ({ path, argv: argv ?? [] })),
    environment: environmentOf(last),
    cutVariables: last?.envCut ?? [],
    cwd: process.cwd,
    started: own[0]
      ? { at: own[0].origin, time: own[0].time }
      : { at: process.origin, time: process.startTime },
    ...endOf(process.end),
  };
}

function imageOf(execution: Execution | null): Pick<Program, "path" | "argv"> {
  return { path: execution?.path ?? null, argv: execution?.argv ?? [] };
}

function endOf(end: ProcessEnd | null): Pick<Program, "ended" | "exitStatus" | "signal"> {
  if (end === null) return { ended: null, exitStatus: null, signal: null };
  return { ended: { at: end.origin, time: end.time }, exitStatus: end.status, signal: end.signal };
}

/** A fork begins with its parent's program, which is not its own doing. */
function ownExecutions(process: Process): readonly Execution[] {
  const inherited = process.parent?.executions ?? [];
  return process.executions.filter((execution) => !inherited.includes(execution));
}

function environmentOf(execution: Execution | null): Record<string, string> | null {
  if (!execution?.env) return null;
  const entries = execution.env.map((variable): [string, string] => {
    const equals = variable.indexOf("=");
    return equals < 0 ? [variable, ""] : [variable.slice(0, equals), variable.slice(equals + 1)];
  });
  return Object.fromEntries(entries);
}
