import fc from "fast-check";
import { JSDOM } from "jsdom";
import { beforeAll, expect, test } from "vitest";
import type { Timeline, TimelineSpan } from "../../src/model/timeline.ts";
import { sequenceDiagram } from "../../src/report/mermaid/mermaid.ts";

// Mermaid itself is asked whether it would draw the diagram; it wants a document.
let parse: (text: string) => Promise<unknown>;

beforeAll(async () => {
  const { window } = new JSDOM("");
  Object.assign(globalThis, { window, document: window.document });
  const { default: mermaid } = await import("mermaid");
  parse = (text) => mermaid.parse(text);
});

function requests(labels: readonly string[]): Timeline {
  return {
    scale: "order",
    startedAt: null,
    durationMs: null,
    outcome: "failed",
    lanes: [
      { id: 0, kind: "go", label: labels[0] ?? "go", role: null, host: null, pid: null, tracks: 1 },
      {
        id: 1,
        kind: "host",
        label: labels[0] ?? "host",
        role: "module-proxy",
        host: null,
        pid: null,
        tracks: 1,
      },
    ],
    spans: labels.map((label, id) => span(label, id)),
    marks: [],
    gaps: [],
    links: [],
    folded: [],
  };
}

const blank = {
  track: 0,
  parent: null,
  kind: "request",
  stage: "http",
  role: "module-proxy",
  host: null,
  module: null,
  version: null,
  startMs: null,
  endMs: null,
  outcome: "failed",
  attributes: {},
  evidence: [],
} as const;

function span(label: string, id: number): TimelineSpan {
  return { ...blank, evidence: [], id, lane: 1, label, result: label, order: id, failing: id === 0 };
}

test("what a diagram cannot hold is refused by the one who judges it here", async () => {
  await expect(parse("sequenceDiagram\n  go->>: x")).rejects.toThrow(/Parse error/);
});

test("whatever a record holds, the diagram is one that Mermaid draws, of at most 60 messages", async () => {
  const words = [
    "end",
    "%%{init: {}}%%",
    ";",
    "#",
    "note over go: x",
    "click go href",
    "<br>",
    '"',
    "\n",
    "participant",
    ":",
    "loop",
    "-->>",
    "\\",
  ];
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((parts) => parts.join(" ")),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 70 }), async (labels) => {
      const lines = sequenceDiagram(requests(labels));
      await expect(parse(lines.join("\n"))).resolves.toMatchObject({ diagramType: "sequence" });
      expect(
        lines.filter((line) => /^ {2}\w+(?:-|--)(?:>>|x)\w+:|Note over/.test(line)).length,
      ).toBeLessThanOrEqual(60);
    }),
    { numRuns: 60 },
  );
});
