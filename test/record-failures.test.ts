// What gotrace record says where it cannot do its work, and what it keeps then.
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execaSync } from "execa";
import { describe, expect, test } from "vitest";
import { refusing } from "../fixtures/lab/seccomp.ts";
import {
  gotraceRecord,
  manifestOf,
  member,
  missing,
  recordingPlace,
  reportOf,
  said,
  skipped,
} from "./support/recording.ts";

describe.skipIf(missing !== null)(`gotrace record says in one sentence what cannot be done${skipped}`, () => {
  const place = recordingPlace();

  test.each([
    ["no-such-program", 127, "gotrace: no-such-program: command not found\n"],
    ["./notes.txt", 126, "gotrace: ./notes.txt: permission denied: it is not executable\n"],
  ])("%s", async (program, status, sentence) => {
    await writeFile(join(place.folder, "notes.txt"), "");
    const { stderr, exitCode } = await place.record(["--", program]);
    expect({ stderr, exitCode }).toEqual({ stderr: sentence, exitCode: status });
  });

  test("an interpreter that is missing", async () => {
    await writeFile(join(place.folder, "run.sh"), "#!/no/such/interpreter\n", { mode: 0o755 });
    const { stderr, exitCode } = await place.record(["--", "./run.sh"]);
    expect(stderr).toContain(
      "gotrace: ./run.sh cannot be run: the interpreter that its first line names is missing\n",
    );
    expect(exitCode).toBe(127);
  });

  test("a place that cannot be written, before anything runs", async () => {
    const { stdout, stderr, exitCode } = await place.record([
      "-o",
      "no/such/run.gotrace",
      "--",
      "echo",
      "ran",
    ]);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
    expect(stderr).toBe(
      "gotrace: cannot write no/such/run.gotrace: no such file or directory; name another place with -o\n",
    );
  });

  test("a forgotten --", async () => {
    const { stderr, exitCode } = await place.record(["go", "mod", "download", "-x"]);
    expect(stderr).toBe("gotrace: put -- before the command: gotrace record -- go mod download -x\n");
    expect(exitCode).toBe(2);
  });

  test("no folder for temporary files: the recording is made elsewhere", async () => {
    place.env["TMPDIR"] = join(place.folder, "no/such/folder");
    const { stdout, exitCode } = await place.record([
      "-o",
      "run.gotrace",
      "--no-analyze",
      "--",
      "sh",
      "-c",
      "echo ran",
    ]);
    expect({ stdout, exitCode }).toEqual({ stdout: "ran\n", exitCode: 0 });
    expect((await manifestOf(place)).command.exitStatus).toBe(0);
  });

  test("strace is missing: the command runs all the same, and its log is kept", async () => {
    await mkdir(join(place.folder, "bin"));
    for (const program of ["sh", "echo"]) {
      await symlink(execaSync("which", [program]).stdout, join(place.folder, "bin", program));
    }
    place.env["PATH"] = join(place.folder, "bin");
    const { stdout, stderr, exitCode } = await place.record([
      "-o",
      "run.gotrace",
      "--",
      "sh",
      "-c",
      "echo out; exit 4",
    ]);
    expect({ stdout, exitCode }).toEqual({ stdout: "out\n", exitCode: 4 });
    expect(stderr).toMatch(/^gotrace: strace is not installed: .*strace; going on without a trace\n/);
    expect(await member(place, "go.log")).toMatch(/Z out\n$/);
    expect((await manifestOf(place)).incomplete).toContain("strace is not installed");
  });

  test("tracing is forbidden: the command runs all the same", async () => {
    const forbid = [
      "strace",
      "-f",
      "-o",
      "/dev/null",
      "-e",
      "trace=ptrace",
      "-e",
      "inject=ptrace:error=EPERM",
    ];
    const { stdout, stderr, exitCode } = await place.record(
      ["-o", "run.gotrace", "--", "sh", "-c", "echo out; exit 4"],
      forbid,
    );
    expect({ stdout, exitCode }).toEqual({ stdout: "out\n", exitCode: 4 });
    expect(stderr).toMatch(/^gotrace: .*(?:SYS_PTRACE|ptrace_scope).*; going on without a trace\n/);
  });

  test.each(["EPERM", "ENOSYS"] as const)(
    "a container's filter refuses to trace (%s): the flag that allows it is named",
    async (errno) => {
      const filter = refusing({ call: "ptrace", errno });
      const { stdout, stderr, exitCode } = await place.record(
        ["-o", "run.gotrace", "--", "sh", "-c", "echo out; exit 4"],
        filter,
      );
      expect({ stdout, exitCode }).toEqual({ stdout: "out\n", exitCode: 4 });
      expect(stderr).toMatch(/^gotrace: .*docker run --cap-add SYS_PTRACE.*; going on without a trace\n/);
      expect(await member(place, "go.log")).toMatch(/Z out\n$/);
    },
  );

  test("the disk fills up: what was recorded until then is kept", async () => {
    const script =
      "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do go version; done >/dev/null; echo its own words >&2; exit 7";
    const line = [...gotraceRecord, "-o", "run.gotrace", "--no-analyze", "--", "sh", "-c"].join(" ");
    const small = `mount -t tmpfs -o size=120k tmpfs '${join(place.folder, "tmp")}' && ${line} '${script}'`;
    const { stderr, exitCode } = await place.start(["unshare", "--mount", "sh", "-c", small]);
    expect(exitCode).toBe(7);
    // The command's own words, and one sentence for all that could not be written.
    const [options, own, sentence, recorded, ...others] = stderr.split("\n");
    expect(options).toMatch(/^gotrace: TZ=UTC0 strace \d/);
    expect(own).toBe("its own words");
    expect(sentence).toBe(
      `gotrace: the disk of ${join(place.folder, "tmp")} is full, so that the end of the trace is missing: TMPDIR=/other/disk gotrace record …`,
    );
    expect(recorded).toMatch(/^gotrace: recorded in run\.gotrace/);
    expect(others).toEqual([""]);
    expect((await manifestOf(place)).incomplete).toContain("the end of the trace is missing");
    const report = await reportOf(place);
    expect(report.inputs[0]?.lines).toBeGreaterThan(100);
    expect(report.runs[0]).toMatchObject({ outcome: "ok", command: { argv: ["go", "version"] } });
  });

  test.each(["mkfifo", "no mkfifo"])(
    "the disk is full from the first byte on (%s): a signal finds the command all the same",
    async (tool) => {
      if (tool === "no mkfifo") await hide("mkfifo");
      const script = "trap 'echo ended by TERM >&2; exit 9' TERM; echo ready; while :; do sleep 0.1; done";
      const full = join(place.folder, "tmp");
      const fill = `mount -t tmpfs -o size=4k tmpfs '${full}' && head -c 4096 /dev/zero >'${full}/all' && exec "$@"`;
      const record = [...gotraceRecord, "-o", "run.gotrace", "--no-analyze", "--", "sh", "-c", script];
      const child = place.start(["unshare", "--mount", "sh", "-c", fill, "sh", ...record]);
      await said(child.stdout, "ready");
      child.kill("SIGTERM");
      const { stderr, exitCode } = await child;
      expect(stderr).toContain("ended by TERM\n");
      expect(exitCode).toBe(9);
      expect(stderr).toContain(`gotrace: the disk of ${full} is full, so that there is no trace`);
      expect((await manifestOf(place)).command.exitStatus).toBe(9);
    },
  );

  /** A PATH in which one program is missing. */
  async function hide(hidden: string): Promise<void> {
    const bin = join(place.folder, "bin");
    await mkdir(bin);
    for (const program of ["sh", "head", "mount", "unshare", "sleep", "strace"]) {
      if (program !== hidden) await symlink(execaSync("which", [program]).stdout, join(bin, program));
    }
    place.env["PATH"] = bin;
  }
});
