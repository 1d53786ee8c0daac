import { expect, test } from "vitest";
import { readEvents } from "../../src/read-events.ts";

const lines = Array.from(
  { length: 2000 },
  (_, index) => `7 12:00:00.${String(index).padStart(6, "0")} getpid() = ${index}\n`,
);
const trace = {
  name: "trace.log",
  bytes: Buffer.from(`${lines.join("")}7 12:00:01.000000 +++ exited with 0 +++\n`),
};

test("events come in order, and after the last one there are none", async () => {
  const values = [];
  for await (const event of readEvents(trace))
    values.push(event.kind === "syscall" ? event.result.value : event.kind);
  expect(values).toEqual([...lines.keys(), "exit"]);
});

test("they come in order also to a consumer that does not wait", async () => {
  const events = readEvents(trace);
  const asked = await Promise.all(Array.from({ length: 2003 }, () => events.next()));
  expect(
    asked.slice(0, 2000).map(({ value }) => (value?.kind === "syscall" ? value.result.value : null)),
  ).toEqual([...lines.keys()]);
  expect(asked.slice(2000).map(({ done }) => done)).toEqual([false, true, true]);
});

test("a consumer that has enough gets no more", async () => {
  const events = readEvents(trace);
  for await (const event of events) if (event.kind === "syscall" && event.result.value === 3) break;
  expect(await events.next()).toEqual({ done: true, value: undefined });
});

test("an input that cannot be read is one error", async () => {
  const events = readEvents("/nowhere/trace.log");
  await expect(events.next()).rejects.toThrow("cannot read /nowhere/trace.log");
  expect(await events.next()).toMatchObject({ done: true });
});
