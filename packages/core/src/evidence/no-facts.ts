import type { Facts } from "../model/facts.ts";

/** The facts of a record of which nothing has been read. `countNoise`: somebody wants to know what looks like errors and is none. */
export function noFacts(countNoise: boolean): Facts {
  return {
    programs: [],
    dnsQueries: [],
    connections: [],
    files: [],
    locks: [],
    settings: [],
    envFiles: [],
    messages: [],
    openCalls: [],
    signals: [],
    traced: false,
    partial: new Set(),
    seen: new Set(),
    resting: false,
    truncatedStrings: 0,
    epoch: null,
    firstTime: null,
    lastTime: null,
    recording: null,
    machine: null,
    processes: null,
    noise: countNoise ? [] : null,
  };
}
