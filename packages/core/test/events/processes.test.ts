import { describe, expect, test } from "vitest";
import type { Process } from "../../src/model/event.ts";
import { eventsOf, fixtureTrace, recording } from "./support.ts";

function tree(processes: readonly Process[]): string[] {
  const depth = ({ parent }: Process): number => (parent === null ? 0 : depth(parent) + 1);
  return processes.map((process) => {
    const programs = process.executions.map(({ argv }) => argv?.join(" ") ?? "?").join(" → ");
    const end = process.end === null ? "runs" : (process.end.signal ?? `exit ${process.end.status}`);
    return `${"  ".repeat(depth(process))}${programs}: ${end}`;
  });
}

describe.each(["plain.log", "mixed.log", "pty.log", "yy-ttt-T.log", "set/trace", "set-plain/trace"])(
  "in %s",
  (name) => {
    test("the tree has the fork that executes and the one that is killed", async () => {
      const { end } = await eventsOf(recording(name));
      expect(tree(end.processes)).toEqual([
        "perl sample.pl: exit 0",
        "  perl sample.pl → sh -c echo out; exit 3: exit 3",
        "  perl sample.pl: SIGKILL",
      ]);
    });
  },
);

test("go's threads belong to its process and git's to theirs", async () => {
  const { end, calls } = await eventsOf(fixtureTrace("vcs-repo-not-found"));
  expect(tree(end.processes)).toMatchInlineSnapshot(`
    [
      "go mod download -x: exit 1",
      "  go mod download -x: exit 0",
      "  go mod download -x → /usr/lib/go-1.23/bin/go ** telemetry **: exit 0",
      "  go mod download -x → git init --bare: exit 0",
      "  go mod download -x → git remote add origin -- https://git.corp.example/platform/logging.git: exit 0",
      "  go mod download -x → git tag -l: exit 0",
      "  go mod download -x → git ls-remote -q origin: exit 128",
      "    git ls-remote -q origin → /usr/lib/git-core/git remote-https origin https://git.corp.example/platform/logging.git: exit 128",
      "      /usr/lib/git-core/git remote-https origin https://git.corp.example/platform/logging.git → /usr/lib/git-core/git-remote-https origin https://git.corp.example/platform/logging.git: exit 128",
    ]
  `);
  expect(new Set(calls.map(({ tid }) => tid)).size).toBeGreaterThan(end.processes.length);
});

test("calls that never return are passed on when their thread ends", async () => {
  const { events } = await eventsOf(recording("plain.log"));
  const sleep = events.findIndex(
    (event) => event.kind === "syscall" && event.name === "clock_nanosleep" && !event.complete,
  );
  const killed = events.findIndex((event) => event.kind === "exit" && event.signal === "SIGKILL");
  expect(sleep).toBeGreaterThan(0);
  expect(killed).toBe(sleep + 1);
});

test("a trace that ends in a wait ends in an open call", async () => {
  const { calls } = await eventsOf(fixtureTrace("lock-wait-stuck"));
  expect(calls.filter(({ name, complete }) => name === "flock" && !complete)).toHaveLength(1);
});
