import type { Report } from "../../model/report.ts";
import type { Timeline, TimelineLane } from "../../model/timeline.ts";
import { mermaidText } from "../escape/mermaid.ts";
import { cutAt } from "../text/layout.ts";
import { count } from "../text/words.ts";
import { conversationOf, type Message } from "./messages.ts";

/** The run that decides as a Mermaid sequence diagram: who was asked for what, and what came back. At most 60 messages. */
export function mermaid({ timeline }: Report): string {
  if (!timeline) throw new Error("a diagram is drawn of a report with its timeline");
  return `${sequenceDiagram(timeline).join("\n")}\n`;
}

/** https://mermaid.js.org/syntax/sequenceDiagram.html */
export function sequenceDiagram(timeline: Timeline): string[] {
  const { messages, left } = conversationOf(timeline);
  const used = new Set(messages.map(({ lane }) => lane));
  const go = timeline.lanes.find(({ kind }) => kind === "go") ?? null;
  const others = timeline.lanes.filter(({ id }) => used.has(id) && id !== go?.id);
  const verdict = timeline.marks.findLast(({ failing }) => failing) ?? timeline.marks.at(-1);
  return [
    "sequenceDiagram",
    `  participant go as ${nameOf(go?.label ?? "go")}`,
    ...others.map((lane) => `  participant ${idOf(lane.id)} as ${nameOf(laneLabel(lane))}`),
    ...messages.map((message) => `  ${lineOf(message, message.lane === go?.id)}`),
    ...(left > 0 ? [`  Note over go: ${mermaidText(`${count(left, "step")} more, not drawn`)}`] : []),
    ...(verdict ? [`  Note over go: ${shortText(verdict.label)}`] : []),
  ];
}

function lineOf(message: Message, isGo: boolean): string {
  const other = isGo ? "go" : idOf(message.lane);
  const text = shortText(message.text) || "-";
  switch (message.kind) {
    case "call":
      return `go->>${other}: ${text}`;
    case "return":
      return `${other}${message.outcome === "ok" ? "-->>" : "--x"}go: ${text}`;
    case "note":
      return `Note over ${other}: ${text}`;
  }
}

function laneLabel({ label, role, kind }: TimelineLane): string {
  return kind === "host" && role !== null ? `${label} (${role})` : label;
}

function nameOf(label: string): string {
  return shortText(label) || "-";
}

/** A participant's name for the diagram itself. */
function idOf(lane: number): string {
  return `lane${lane}`;
}

/** As long as a reader of a diagram takes in. */
function shortText(text: string): string {
  return mermaidText(cutAt(text.split("\n")[0] ?? "", 90));
}
