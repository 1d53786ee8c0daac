import fc from "fast-check";
import { expect, test } from "vitest";
import type { SyscallEvent, TraceEvent } from "../../src/model/event.ts";
import { argumentsOf, parseArguments, parseByGrammar } from "../../src/syntax/arguments.ts";
import { bareLeader, leaderReader } from "../../src/syntax/leader.ts";
import { eventsOf, tinyChunks } from "../events/support.ts";
import {
  inNumbers,
  writeArguments,
  writeCall,
  writeLeader,
  writeMark,
  writeStack,
  type WrittenCall,
  type WrittenMark,
} from "../support/trace-writer.ts";
import {
  argumentLists,
  calls,
  constantNumbers,
  leaderShapes,
  marks,
  stacks,
  stringStyles,
} from "../support/written-values.ts";

// What is written from typed values and events is read as these values and events, in any set of options.

test("arguments", () => {
  fc.assert(
    fc.property(argumentLists, stringStyles, (args, style) => {
      const text = writeArguments(args, style);
      expect(parseArguments(text)).toEqual(args);
      expect(parseByGrammar(text)).toEqual(args);
    }),
    { numRuns: 2000 },
  );
});

test("arguments whose symbols are numbers (-X raw)", () => {
  fc.assert(
    fc.property(argumentLists, stringStyles, (args, style) => {
      const raw = inNumbers(args, constantNumbers);
      const text = writeArguments(raw, style);
      expect(parseArguments(text)).toEqual(raw);
      expect(parseByGrammar(text)).toEqual(raw);
      expect(text.replaceAll(/"(?:[^"\\\\]|\\\\[^])*"|<[^]*?>/g, "")).not.toMatch(
        /\b(?:O_RDONLY|AF_INET|S_IFREG)\b/,
      );
    }),
    { numRuns: 500 },
  );
});

test("leaders in every combination", () => {
  fc.assert(
    fc.property(
      leaderShapes,
      fc.integer({ min: 1, max: 4_194_304 }),
      fc.nat(40_000),
      (shape, tid, seconds) => {
        const lead = writeLeader(shape, tid, seconds);
        const zero = shape.clock === "epoch" ? 1_700_000_000 : 0;
        expect(leaderReader(shape)(`${lead}close(3) = 0`)).toEqual({
          tid: shape.pid === "none" ? null : tid,
          comm: shape.comm ? "go" : null,
          clock: shape.clock === "none" ? null : (zero + seconds) * 1e6,
          relative: shape.relative === "none" ? null : seconds * 1e6,
          end: lead.length,
        });
      },
    ),
    { numRuns: 500 },
  );
});

const read = ({ name, result, ...event }: SyscallEvent): unknown => ({
  name,
  args: argumentsOf({ name, result, ...event }),
  result: { value: result.value, errno: result.errno, note: result.note },
});

const written = ({ name, args, result }: WrittenCall): unknown => ({ name, args, result });

function traceOf(lines: readonly string[]): { name: string; bytes: Buffer } {
  return { name: "written", bytes: Buffer.from(lines.map((line) => `${line}\n`).join(""), "latin1") };
}

test("calls on one line and on two, with every leader", async () => {
  const cut = fc.option(fc.nat(4));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(calls, cut), { minLength: 1, maxLength: 6 }),
      leaderShapes,
      stringStyles,
      async (list, leader, style) => {
        const lines = list.flatMap(([call, at]) => writeCall(call, leader, style, at));
        const { calls: found, end } = await eventsOf(traceOf(lines), { leader });
        expect(found.map(read)).toEqual(list.map(([call]) => written(call)));
        expect(end.inputs[0]).toMatchObject({ lines: lines.length, unparsedLines: 0, losses: [] });
        const tids = leader.pid === "none" ? found.map(() => found[0]?.tid) : list.map(([{ tid }]) => tid);
        expect(found.map(({ tid }) => tid)).toEqual(tids);
        // Without -T, what stands between the halves of a split call is its duration.
        const durations = list.map(([{ duration }], index) => duration ?? found[index]?.duration ?? null);
        expect(found.map(({ duration }) => duration && Math.round(duration))).toEqual(durations);
      },
    ),
    { numRuns: 300 },
  );
});

function seenMark(event: TraceEvent): unknown {
  if (event.kind === "signal") {
    const { kind, tid, signal, info, stopped } = event;
    return { tid, mark: { kind, signal, info, stopped } };
  }
  if (event.kind !== "exit") return event;
  const { tid, status, signal, coreDumped } = event;
  return { tid, mark: signal === null ? { kind: "exit", status } : { kind: "killed", signal, coreDumped } };
}

/** A stop has no info. */
const expectedMark = ({ tid, mark }: WrittenMark): unknown => ({
  tid,
  mark: mark.kind === "signal" && mark.stopped ? { ...mark, info: null } : mark,
});

test("signals, ends and stacks (-k) between the calls", async () => {
  const pieces = fc.array(fc.oneof(fc.tuple(calls, fc.option(fc.nat(4)), stacks), marks), {
    minLength: 1,
    maxLength: 8,
  });
  const pidShapes = leaderShapes.filter(({ pid }) => pid === "column");
  await fc.assert(
    fc.asyncProperty(pieces, pidShapes, stringStyles, async (list, leader, style) => {
      const lines = list.flatMap((piece) =>
        Array.isArray(piece)
          ? [...writeCall(piece[0], leader, style, piece[1]), ...writeStack(piece[2])]
          : [writeMark(piece, leader)],
      );
      const { events, calls: found, end } = await eventsOf(traceOf(lines), { leader });
      const writtenCalls = list.flatMap((piece) => (Array.isArray(piece) ? [piece[0]] : []));
      const writtenMarks = list.flatMap((piece) => (Array.isArray(piece) ? [] : [piece]));
      expect(found.map(read)).toEqual(writtenCalls.map(written));
      expect(events.filter(({ kind }) => kind === "signal" || kind === "exit").map(seenMark)).toEqual(
        writtenMarks.map(expectedMark),
      );
      expect(events.filter(({ kind }) => kind === "output")).toEqual([]);
      expect(end.inputs[0]).toMatchObject({ lines: lines.length, unparsedLines: 0, losses: [] });
    }),
    { numRuns: 300 },
  );
});

test("the order of threads that have nothing to do with each other changes no event", async () => {
  const shape = { ...bareLeader, pid: "column" } as const;
  const strand = fc.array(fc.tuple(calls, fc.option(fc.nat(4))), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(strand, strand, strand),
      fc.array(fc.nat(2), { minLength: 30, maxLength: 30 }),
      async (strands, turns) => {
        const queues = strands.map((list, index) =>
          list.flatMap(([call, cut]) => writeCall({ ...call, tid: 100 + index }, shape, "plain", cut)),
        );
        const lines = turns.flatMap((turn) => queues[turn]?.splice(0, 1) ?? []).concat(queues.flat());
        const { calls: found } = await eventsOf(traceOf(lines), { leader: shape });
        for (const [index, list] of strands.entries()) {
          const own = found.filter(({ tid }) => tid === 100 + index);
          expect(own.map(read)).toEqual(list.map(([call]) => written(call)));
        }
      },
    ),
    { numRuns: 200 },
  );
});

test("where the pieces of a file end changes nothing, whichever byte it is", async () => {
  const shape = { ...bareLeader, pid: "column", clock: "epoch", clockDigits: 6 } as const;
  const [sample] = fc.sample(fc.array(calls, { minLength: 8, maxLength: 8 }), { numRuns: 1, seed: 7 });
  const lines = (sample ?? []).flatMap((call, index) =>
    writeCall({ ...call, seconds: index }, shape, "plain", index % 2 === 0 ? null : 1),
  );
  const { name, bytes } = traceOf([...lines, "7 1700000009.000000 +++ exited with 0 +++"]);
  const whole = (await eventsOf({ name, bytes })).events;
  for (let border = 0; border <= bytes.length; border += 1) {
    const pieces = async function* (): AsyncGenerator<Buffer> {
      await Promise.resolve();
      yield bytes.subarray(0, border);
      yield bytes.subarray(border);
    };
    const { events } = await eventsOf({ name, bytes: pieces() }, { limits: tinyChunks });
    expect(events, `cut before byte ${border}`).toEqual(whole);
  }
});
