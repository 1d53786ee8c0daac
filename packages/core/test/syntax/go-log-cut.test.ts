// What strace left of a message of go's: `-s 32` is its default.
import { expect, test } from "vitest";
import type { GoMessage } from "../../src/model/message.ts";
import { createGoLogReader } from "../../src/syntax/go-log/reader.ts";

function written(text: string): GoMessage["body"] | undefined {
  const messages: GoMessage[] = [];
  const reader = createGoLogReader((message) => messages.push(message));
  reader.write(text, { input: 0, line: 1, offset: 0 }, { pid: 100, fd: 2, time: null, cut: true });
  reader.flush();
  return messages[0]?.body;
}

test.each([
  ["main.go:4:2: missing go.sum entr", { kind: "missing-gosum" }],
  ["go: go.mod file not found in cur", { kind: "no-gomod" }],
  ["go: cannot find main module; see", { kind: "no-gomod", reason: "not-found" }],
  ["go: updates to go.mod nee", { kind: "gomod-needs-update" }],
  [
    'Get "https://x.example/m/@v/list": dial tcp 10.0.0.1:443: connect: connection re',
    { kind: "network", reason: "connect-refused" },
  ],
  ["go: example.com/hello@v1.0.0: module lookup disabled by GOPR", { kind: "lookup-disabled" }],
])("%s", (text, error) => {
  expect(written(text)).toMatchObject({ kind: "error", error });
});

test.each([
  // Two ways to go on, too little, or the end of another word.
  "go: example.com/hello@v1.0.0: module lookup disabled by ",
  "main.go:4:2: missing g",
  "go: example.com/hello@v1.0.0: unmissing go.sum ent",
])("%s tells nothing", (text) => {
  expect(written(text)).not.toMatchObject({ error: { kind: "missing-gosum" } });
  expect(written(text)).not.toMatchObject({ error: { kind: "lookup-disabled" } });
});
