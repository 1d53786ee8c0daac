import type { InputMember } from "../input/open-input.ts";
import type { BundleManifest, KnownMachine, MachineFile } from "../model/bundle.ts";
import type { Facts } from "../model/facts.ts";
import type { Origin } from "../model/origin.ts";
import type { KnownProcesses, ProcessLine } from "../model/processes.ts";
import type { InputReport } from "../model/report.ts";
import { isMachineFile, isManifest, isProcessLine } from "./bundle-shapes.ts";
import { jsonPlaces } from "./json-places.ts";

/** What `gotrace record` noted beside the trace: the command and how it ended, and the state of the machine. */
export async function gatherRecording(member: InputMember, facts: Facts): Promise<InputReport> {
  const pieces: Buffer[] = [];
  for await (const piece of member.source.read()) pieces.push(Buffer.from(piece));
  const bytes = Buffer.concat(pieces);
  const text = bytes.toString("utf8");
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  const understood = take(parse(text), text, member, facts);
  return {
    path: member.path,
    kind: member.kind,
    bytes: bytes.length,
    lines,
    unparsedLines: understood ? 0 : lines,
    truncated: false,
    leader: null,
    losses: [],
  };
}

/** Notes what it says; false where it has not the shape that gotrace writes. */
function take(parsed: unknown, text: string, { kind, index }: InputMember, facts: Facts): boolean {
  if (kind === "bundle-manifest" && isManifest(parsed)) {
    facts.recording = recordingOf(parsed, index);
    return true;
  }
  if (kind === "machine-state" && isMachineFile(parsed)) {
    facts.machine = machineOf(parsed, text, index);
    return true;
  }
  if (kind === "process-state") {
    facts.processes = processesIn(text, index);
    return facts.processes.length > 0;
  }
  return false;
}

/** Lines that gotrace did not write so are passed over. */
function processesIn(text: string, input: number): KnownProcesses {
  const known: { line: ProcessLine; at: Origin }[] = [];
  let offset = 0;
  for (const [index, written] of text.split("\n").entries()) {
    const line = parse(written);
    if (isProcessLine(line)) known.push({ line, at: { input, line: index + 1, offset } });
    offset += Buffer.byteLength(written) + 1;
  }
  return known;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function recordingOf({ command, incomplete, tracer }: BundleManifest, input: number): Facts["recording"] {
  return { ...command, incomplete, traced: tracer !== null, at: { input, line: 1, offset: 0 } };
}

function machineOf(state: MachineFile, text: string, input: number): KnownMachine {
  const places = jsonPlaces(text);
  const placeOf = (keys: readonly string[], containing?: string): Origin => ({
    input,
    ...places(keys, containing),
  });
  return { state, placeOf };
}
