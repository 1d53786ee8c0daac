import type { AttributedMessage, Facts, Program } from "../model/facts.ts";
import type { Run } from "../model/run.ts";

/** The facts of one go command: those of its process and of everything that it started. */
export type RunFacts = Pick<Run, "dnsQueries" | "connections" | "files" | "locks" | "openCalls"> & {
  programs: readonly Program[];
  messages: readonly AttributedMessage[];
};

/** Everything in the record, as the facts of one command. */
export function allFacts({
  dnsQueries,
  connections,
  files,
  locks,
  openCalls,
  programs,
  messages,
}: Facts): RunFacts {
  return { dnsQueries, connections, files, locks, openCalls, programs, messages };
}

/**
 * Parts the facts by command in one pass over each kind.
 *
 * @param owners the command of each process; facts of others are dropped
 * @param last the command that lines of a log belong to which the trace does not show to be written
 */
export function factsByCommand(
  facts: Facts,
  owners: ReadonlyMap<number, number>,
  last: number,
): (command: number) => RunFacts {
  const part = <Fact extends { pid: number | null }>(all: readonly Fact[]): Map<number, Fact[]> => {
    const parts = new Map<number, Fact[]>();
    for (const fact of all) {
      const command = fact.pid === null ? last : owners.get(fact.pid);
      if (command === undefined) continue;
      const known = parts.get(command);
      if (known) known.push(fact);
      else parts.set(command, [fact]);
    }
    return parts;
  };
  const dnsQueries = part(facts.dnsQueries);
  const connections = part(facts.connections);
  const files = part(facts.files);
  const locks = part(facts.locks);
  const openCalls = part(facts.openCalls);
  const programs = part(facts.programs);
  const messages = part(facts.messages);
  return (command) => ({
    dnsQueries: dnsQueries.get(command) ?? [],
    connections: connections.get(command) ?? [],
    files: files.get(command) ?? [],
    locks: locks.get(command) ?? [],
    openCalls: openCalls.get(command) ?? [],
    programs: programs.get(command) ?? [],
    messages: messages.get(command) ?? [],
  });
}
