import type { Program } from "../model/facts.ts";

/**
 * For every process, the go command on whose account it ran: itself, or the outermost go among its ancestors. Processes
 * of go's telemetry child (1.23 and later), whose doings and failures are nobody's, and those that no go started are
 * not in the map.
 */
export function goCommandByPid(programs: readonly Program[]): ReadonlyMap<number, number> {
  const byPid = new Map(programs.map((program) => [program.pid, program]));
  const known = new Map<number, Family>();
  const owners = new Map<number, number>();
  for (const { pid } of programs) {
    const family = familyOf(pid, byPid, known);
    if (family.command !== null && !family.telemetry) owners.set(pid, family.command);
  }
  return owners;
}

interface Family {
  /** The outermost go command at or above the process. */
  command: number | null;
  telemetry: boolean;
}

const nobody: Family = { command: null, telemetry: false };

/** Each process is looked at once: what is known of its parent is known. */
function familyOf(pid: number, byPid: ReadonlyMap<number, Program>, known: Map<number, Family>): Family {
  const chain: Program[] = [];
  let family = nobody;
  for (let at: number | null = pid; at !== null;) {
    const found = known.get(at);
    const program = byPid.get(at);
    if (found || !program || chain.includes(program)) {
      family = found ?? nobody;
      break;
    }
    chain.push(program);
    at = program.parent;
  }
  for (const program of chain.toReversed()) {
    const telemetry = family.telemetry || program.argv.includes("** telemetry **");
    family = { command: family.command ?? (isGoCommand(program) ? program.pid : null), telemetry };
    known.set(program.pid, family);
  }
  return family;
}

/** By its name, or by the path of a toolchain that go itself unpacked and switched to. */
function isGoCommand(program: Program): boolean {
  const name = (program.path ?? program.argv[0] ?? "").split("/").at(-1) ?? "";
  return name === "go" || /^go1\.\d+/.test(name);
}
