// What must hold for any bytes at all: they are read to their end, every line is counted, what is not understood is a
// counted loss, and where an input is refused, it is with a sentence of our own.
import { analyze } from "../../packages/core/src/analyze.ts";
import { readTrace } from "../../packages/core/src/events/read-trace.ts";
import { InputError } from "../../packages/core/src/input/input-error.ts";
import { openInput } from "../../packages/core/src/input/open-input.ts";
import type { TraceEvent } from "../../packages/core/src/model/event.ts";
import type { InputReport } from "../../packages/core/src/model/report.ts";
import { argumentsOf } from "../../packages/core/src/syntax/arguments.ts";
import { createGoLogReader } from "../../packages/core/src/syntax/go-log/reader.ts";

/** How a case went. */
export interface CaseResult {
  readonly lines: number;
  readonly lost: number;
  /** Refused with a sentence: binary, or what resembles another tool's. */
  readonly refused: boolean;
}

/** Which way the bytes go. */
export type Way = "events" | "analyze" | "go-log";

/** Lines as an editor counts them. */
export function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = 0; at < bytes.length; lines += 1) {
    const newline = bytes.indexOf(0x0a, at);
    at = newline < 0 ? bytes.length : newline + 1;
  }
  return lines;
}

/** Reads bytes one way. Throws where something does not hold. */
export async function check(bytes: Buffer, way: Way): Promise<CaseResult> {
  const lines = countLines(bytes);
  try {
    switch (way) {
      case "events":
        return { lines, lost: await checkEvents(bytes, lines), refused: false };
      case "analyze":
        return { lines, lost: await checkReport(bytes, lines), refused: false };
      case "go-log":
        checkGoLog(bytes, lines);
        return { lines, lost: 0, refused: false };
    }
  } catch (error) {
    if (error instanceof InputError) return { lines, lost: 0, refused: true };
    throw error;
  }
}

async function checkEvents(bytes: Buffer, lines: number): Promise<number> {
  const input = await openInput({ name: "fuzz", bytes });
  const end = await readTrace(input, { wanted: "all", onEvent: (event) => checkEvent(event, lines) });
  return checkInputs(end.inputs, bytes, lines);
}

function checkEvent(event: TraceEvent, lines: number): void {
  expectThat(event.origin.line >= 1 && event.origin.line <= lines, "an event is on a line of the file");
  if (event.kind !== "syscall") return;
  expectThat(Array.isArray(argumentsOf(event)), "arguments are typed");
  expectThat(event.endOrigin.line >= event.origin.line, "a call ends where it begins, or later");
  expectThat(event.duration === null || event.duration >= 0, "no call took less than no time");
}

async function checkReport(bytes: Buffer, lines: number): Promise<number> {
  const report = await analyze([{ name: "fuzz", bytes }]);
  expectThat(report.runs.length > 0, "a record has a run");
  return checkInputs(report.inputs, bytes, lines);
}

function checkGoLog(bytes: Buffer, lines: number): void {
  let last = 0;
  const reader = createGoLogReader(({ origin, lastOrigin }) => {
    expectThat(origin.line >= 1 && lastOrigin.line <= lines, "a message is on a line of the log");
    last = Math.max(last, lastOrigin.line);
  });
  let offset = 0;
  bytes
    .toString("latin1")
    .split("\n")
    .forEach((text, index) => {
      if (index < lines) reader.line(text, { input: 0, line: index + 1, offset });
      offset += text.length + 1;
    });
  reader.flush();
  expectThat(last <= lines, "no message is behind the end");
}

function checkInputs(inputs: readonly InputReport[], bytes: Buffer, lines: number): number {
  const [report] = inputs;
  if (report === undefined) throw new Error("an input has a report");
  expectThat(report.lines === lines, `${lines} lines are counted, not ${report.lines}`);
  expectThat(report.bytes === bytes.length, `all ${bytes.length} bytes are read, not ${report.bytes}`);
  const lost = report.losses
    .filter(({ kind }) => kind !== "resumed-without-head" && kind !== "head-without-end")
    .reduce((sum, { count }) => sum + count, 0);
  expectThat(lost === report.unparsedLines, "each line that was not understood has a kind of loss");
  expectThat(lost <= lines, "no line is lost twice");
  return lost;
}

function expectThat(holds: boolean, what: string): void {
  if (!holds) throw new Error(`does not hold: ${what}`);
}
