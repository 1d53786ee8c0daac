import type { AttributedMessage } from "../../src/model/facts.ts";
import type { Run } from "../../src/model/run.ts";
import { createGoLogReader } from "../../src/syntax/go-log/reader.ts";
import { run } from "../rules/run-builder.ts";

/** A run that printed this. */
export function parseLog(text: string): Run {
  const messages: AttributedMessage[] = [];
  const reader = createGoLogReader((message) =>
    messages.push({ message, pid: null, time: null, alsoAt: null, truncated: false }),
  );
  for (const [index, line] of text.split("\n").entries())
    reader.line(line, { input: 0, line: index + 1, offset: index });
  reader.flush();
  return run({ messages });
}
