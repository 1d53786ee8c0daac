// What gotrace record must not change: the command's streams, signals, limits, terminal and exit status.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import {
  gotraceRecord,
  manifestOf,
  member,
  missing,
  recordingPlace,
  said,
  skipped,
  type RecordingPlace,
} from "./support/recording.ts";
import { textOfFile, until } from "./support/waiting.ts";

describe.skipIf(missing !== null)(`gotrace record leaves the command alone${skipped}`, () => {
  const place = recordingPlace();

  test("its output, its input and its exit status pass through, and the log has them with times", async () => {
    const script = 'read line; echo "got $line"; echo oops >&2; exit 3';
    const child = place.record(["-o", "run.gotrace", "--no-analyze", "--", "sh", "-c", script]);
    child.stdin.end("hello\n");
    const { stdout, stderr, exitCode } = await child;
    expect({ stdout, exitCode }).toEqual({ stdout: "got hello\n", exitCode: 3 });
    expect(stderr).toMatch(
      /^gotrace: TZ=UTC0 strace \d.* -E TZ -f .*\noops\ngotrace: recorded in run\.gotrace \(/,
    );
    const stamp = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z`;
    expect(await member(place, "go.log")).toMatch(new RegExp(`^${stamp} got hello\n${stamp} oops\n$`));
  });

  test("a signal that ends it is 128 and its number, and is on record", async () => {
    const { exitCode } = await place.record([
      "-o",
      "run.gotrace",
      "--no-analyze",
      "--",
      "sh",
      "-c",
      "kill -KILL $$",
    ]);
    expect(exitCode).toBe(137);
    expect((await manifestOf(place)).command).toMatchObject({ exitStatus: null, signal: "SIGKILL" });
  });

  test("a signal for gotrace is passed on, and the command's answer counts", async () => {
    const script = "trap 'echo ended by TERM; exit 9' TERM; echo ready; while :; do sleep 0.1; done";
    const child = place.record(["-o", "run.gotrace", "--no-analyze", "--", "sh", "-c", script]);
    await said(child.stdout, "ready");
    child.kill("SIGTERM");
    const { stdout, exitCode } = await child;
    expect({ stdout, exitCode }).toEqual({ stdout: "ready\nended by TERM\n", exitCode: 9 });
  });

  test("the terminal goes away: the command ends as it would, and the recording is whole", async () => {
    // SIGHUP to the whole group, as the kernel sends it when a terminal is closed; nobody reads what is printed any more.
    const script = "echo ready; sleep 20";
    const child = place.start(["setsid", ...gotraceRecord, "-o", "run.gotrace", "--", "sh", "-c", script]);
    await said(child.stdout, "ready");
    child.stdout.destroy();
    child.stderr.destroy();
    process.kill(-(child.pid ?? 0), "SIGHUP");
    expect((await child).exitCode).toBe(129);
    expect((await manifestOf(place)).command).toMatchObject({ exitStatus: null, signal: "SIGHUP" });
    expect(await member(place, "trace.log")).toMatch(/ \+\+\+ killed by SIGHUP \+\+\+\n(?:.*\n)*$/);
  });

  test("a command that nohup starts outlives a hang-up, and so does its recording", async () => {
    const script = "echo ready; sleep 2; echo done";
    const child = place.record(["-o", "run.gotrace", "--no-analyze", "--", "nohup", "sh", "-c", script]);
    await said(child.stdout, "ready");
    child.kill("SIGHUP");
    const { stdout, exitCode } = await child;
    expect({ stdout, exitCode }).toEqual({ stdout: "ready\ndone\n", exitCode: 0 });
    expect((await manifestOf(place)).command.exitStatus).toBe(0);
  });

  test.each(["nohup", "nohup nice"])(
    "gotrace that %s starts outlives a hang-up, with its command, and the recording is whole",
    async (outer) => {
      // bash tells in the environment what it started.
      const script = "echo ready; sleep 1; echo done";
      const words = [...outer.split(" "), ...gotraceRecord, "-o", "run.gotrace", "--", "sh", "-c", script];
      const line = words.map((word) => `'${word}'`).join(" ");
      const child = place.start(["setsid", "bash", "-c", `${line}; exit $?`]);
      await said(child.stdout, "ready");
      // To the whole group, as the kernel does; the shell that started it is no part of the question.
      process.kill(-(child.pid ?? 0), "SIGHUP");
      const { stdout } = await child;
      expect(stdout).toBe("ready\ndone\n");
      expect((await manifestOf(place)).command).toMatchObject({ exitStatus: 0, signal: null });
    },
  );

  test("what it leaves running is not waited for", async () => {
    const { exitCode } = await place.record([
      "-o",
      "run.gotrace",
      "--no-analyze",
      "--",
      "sh",
      "-c",
      "sleep 8 >&- 2>&- & exit 5",
    ]);
    expect(exitCode).toBe(5);
    expect((await manifestOf(place)).command.exitStatus).toBe(5);
  });

  test("a pipe that it shares with others stays one that waits", async () => {
    const script = "head -c 300000 /dev/zero | tr '\\0' x; grep flags: /proc/self/fdinfo/1 >&2";
    const { stdout, stderr } = await place.record([
      "-o",
      "run.gotrace",
      "--no-analyze",
      "--",
      "sh",
      "-c",
      script,
    ]);
    expect(stdout.length).toBe(300_000);
    const flags = Number.parseInt(/flags:\s+(\d+)/.exec(stderr)?.[1] ?? "", 8);
    // O_NONBLOCK
    expect(flags & 0o4000).toBe(0);
  });

  test("its environment is the caller's", async () => {
    const { stdout } = await place.record(["-o", "run.gotrace", "--no-analyze", "--", "env"]);
    const variables = Object.entries(place.env).map(([name, value]) => `${name}=${value}`);
    expect(stdout.trimEnd().split("\n").toSorted()).toEqual(variables.toSorted());
  });

  test("the time zone that strace is given is on record, and not the command's", async () => {
    const words = ["-o", "run.gotrace", "--no-analyze", "--", "sh", "-c", "echo ${TZ-none}"];
    expect((await place.record(words)).stdout).toBe("none\n");
    expect((await manifestOf(place)).tracer?.options.slice(0, 2)).toEqual(["-E", "TZ"]);
    place.env["TZ"] = "Europe/Berlin";
    expect((await place.record(words)).stdout).toBe("Europe/Berlin\n");
    expect((await manifestOf(place)).tracer?.options[0]).toBe("-f");
  });

  test("gotrace is killed, and it goes on to its end", async () => {
    const script = "echo ready; for i in $(seq 400); do stat /no/such/file; done 2>/dev/null; echo done";
    const child = place.start([
      "setsid",
      ...gotraceRecord,
      "-o",
      "run.gotrace",
      "--no-analyze",
      "--",
      "sh",
      "-c",
      script,
    ]);
    await said(child.stdout, "ready");
    child.kill("SIGKILL");
    const { stdout } = await child;
    expect(stdout).toBe("ready\ndone\n");
    await rm(join(place.folder, "tmp"), { recursive: true });
    await mkdir(join(place.folder, "tmp"));
  });

  test("the limit of open files is the caller's, and not Node's", async () => {
    const inner = [...gotraceRecord, "-o", "run.gotrace", "--no-analyze", "--"];
    const command = [...inner, "sh", "-c", "ulimit -Sn"].map((word) => `'${word}'`).join(" ");
    const { stdout } = await place.start(["sh", "-c", `ulimit -Sn 300; ${command}`]);
    expect(stdout).toBe("300\n");
  });
});

describe.skipIf(missing !== null)(`gotrace record at a terminal${skipped}`, () => {
  const place = recordingPlace();

  test("the command has it for itself, and Ctrl-C ends the command", async () => {
    const script = "test -t 0 && test -t 1 && test -t 2 && echo a terminal; echo ready >/dev/tty; sleep 20";
    const { output, exitCode } = await atTerminal(
      place,
      [...gotraceRecord, "-o", "run.gotrace", "--no-analyze", "--", "sh", "-c", script],
      { after: "ready", type: ["\u0003"] },
    );
    expect(output).toContain("a terminal\r\n");
    expect(exitCode).toBe(130);
    expect((await manifestOf(place)).command).toMatchObject({ exitStatus: null, signal: "SIGINT" });
  });

  test("a progress bar is drawn as it is without gotrace: git's, by carriage returns", async () => {
    const git = ["git", "-c", "user.name=dev", "-c", "user.email=dev@example.com"].join(" ");
    const commits = "for i in 1 2 3; do seq $i 2000 >file$i; git add .; git commit -qm $i; done";
    await place.start([
      "sh",
      "-c",
      `${git} init -q one && cd one && ${commits.replaceAll("git ", `${git} `)}`,
    ]);
    const { output, exitCode } = await atTerminal(
      place,
      [
        ...gotraceRecord,
        "-o",
        "run.gotrace",
        "--no-analyze",
        "--",
        "git",
        "clone",
        "--no-local",
        "one",
        "two",
      ],
      { after: "Receiving objects", type: [] },
    );
    expect(exitCode).toBe(0);
    // One line that is drawn anew. The other side's own summary ("remote: Total …") comes when it comes, on a line of its own.
    const bar = output
      .slice(output.indexOf("Receiving objects"), output.indexOf("Resolving deltas"))
      .replaceAll(/^remote: .*$/gm, "");
    expect(bar.split("\r").length).toBeGreaterThan(3);
    expect(bar.split(/[\r\n]+/).filter((drawn) => !/^(Receiving objects: .*)?$/.test(drawn))).toEqual([]);
    expect(bar.trimEnd()).toMatch(/Receiving objects: 100% [^\r\n]*, done\.$/);
    expect(await member(place, "go.log")).toContain("Receiving objects: 100%");
  });

  test("nohup takes the terminal away: that is seen where the shell does not tell who started gotrace", async () => {
    const words = [...gotraceRecord, "-o", "run.gotrace", "--", "sh", "-c", "echo ready; sleep 1; echo done"];
    const line = words.map((word) => `"${word}"`).join(" ");
    const child = place.start([
      "script",
      "-qec",
      `exec dash -c 'echo $$ >pid; exec nohup ${line}'`,
      "/dev/null",
    ]);
    const output = join(place.folder, "nohup.out");
    await until(() => textOfFile(output).includes("ready"));
    process.kill(-Number(textOfFile(join(place.folder, "pid"))), "SIGHUP");
    await child;
    expect(textOfFile(output)).toContain("ready\ndone\n");
    expect((await manifestOf(place)).command).toMatchObject({ exitStatus: 0, signal: null });
  });

  test("one that does not heed it is killed at the third, and what was recorded stays", async () => {
    const script = "trap '' INT; echo ready; while :; do sleep 0.2; done";
    const { output, exitCode } = await atTerminal(
      place,
      [...gotraceRecord, "-o", "run.gotrace", "--no-analyze", "--", "sh", "-c", script],
      { after: "ready", type: ["\u0003", "\u0003", "\u0003"] },
    );
    expect(output).toContain("gotrace: sh has not ended yet; Ctrl-C once more kills it");
    expect(exitCode).toBe(137);
    expect((await manifestOf(place)).command.signal).toBe("SIGKILL");
  });
});

/** Runs a command at a terminal of its own (script(1)); types when it has said something, with a rest after each. */
async function atTerminal(
  place: RecordingPlace,
  command: readonly string[],
  { after, type }: { after: string; type: readonly string[] },
): Promise<{ output: string; exitCode: number | undefined }> {
  // The shell that script starts would hear Ctrl-C, too, and have a status of its own.
  const line = `exec ${command.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(" ")}`;
  const child = place.start(["script", "-qec", line, "/dev/null"]);
  await said(child.stdout, after);
  for (const keys of type) {
    child.stdin.write(keys);
    // Two of a kind that come at once are one signal.
    await rest(1500);
  }
  const { stdout, exitCode } = await child;
  return { output: stdout, exitCode };
}
