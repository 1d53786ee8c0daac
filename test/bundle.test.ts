import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { analyze, InputError } from "@gotrace/core";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { archive, manifest, setChecksum, tarOf, type TestMember } from "./support/bundles.ts";
import { allFixtures, verdictOf } from "./support/fixtures.ts";
import { gotraceIn } from "./support/gotrace.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gotrace-bundle-"));
});
afterEach(() => rm(folder, { recursive: true }));

const fixture = allFixtures().find(({ scenario }) => scenario === "tls-unknown-authority");
const trace = await readFile(join(fixture?.folder ?? "", "trace.log"), "latin1");
const log = await readFile(join(fixture?.folder ?? "", "go.log"), "latin1");

const machineState = {
  gotraceMachine: 1,
  takenAt: "2026-11-24T06:56:27.837Z",
  system: { os: "linux", kernel: "6.1", arch: "x64", distribution: null, container: null },
  versions: { go: "go1.22.12", git: null, strace: null, ssh: null },
  goEnv: { GOPROXY: "https://proxy.golang.org,direct", GOSUMDB: "sum.golang.org" },
  goEnvError: null,
  goEnvFile: null,
  gorootEnvFile: null,
  environment: {},
  resolver: { resolvConf: null, nsswitchHosts: "files dns", hosts: [] },
  forwardProxies: { apt: [], profile: [] },
  netrc: null,
  gitConfig: [],
  openFiles: null,
  disks: [],
  clock: { epochMs: 1, timeZone: "UTC", uptimeSeconds: 1, synchronized: null },
  project: { cwd: "/home/dev/app", goMod: null, goWork: null, goSum: null, goWorkSum: null, vendor: false },
};
const machine = machineMember(machineState);

function machineMember(state: unknown): TestMember {
  return { name: "machine.json", text: `${JSON.stringify(state, null, 2)}\n` };
}

const whole = [manifest(), machine, { name: "trace.log", text: trace }];

async function analyzeBytes(bytes: Buffer): ReturnType<typeof analyze> {
  const file = join(folder, "run.gotrace");
  await writeFile(file, bytes);
  return await analyze([file]);
}

async function refusal(bytes: Buffer): Promise<string> {
  const error: unknown = await analyzeBytes(bytes).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message.replace(folder, "");
}

describe("a bundle", () => {
  test("is analysed like its trace, with what else is known of the run", async () => {
    const report = await analyzeBytes(await archive(whole));
    expect(verdictOf(report)).toEqual(fixture?.expected.trace);
    expect(report.inputs.map(({ path, kind }) => ({ path, kind }))).toEqual([
      { path: "trace.log", kind: "strace" },
      { path: "manifest.json", kind: "bundle-manifest" },
      { path: "machine.json", kind: "machine-state" },
    ]);
    expect(report.command.goVersion).toBe("go1.22.12");
    const [evidence] = report.diagnosis?.evidence ?? [];
    expect(evidence?.at).toMatch(/^trace\.log:\d+$/);
    const line = Number(evidence?.at.split(":")[1]);
    expect(trace.split("\n")[line - 1]).toContain(evidence?.quote.slice(0, 100));
  });

  test("tells the route that go env names, with the line that says so", async () => {
    const { diagnosis } = await analyzeBytes(await archive(whole));
    expect(diagnosis?.chain.map(({ text }) => text).join("\n")).toContain(
      "GOPROXY=https://proxy.golang.org,direct",
    );
  });

  test("comes through a pipe as well", async () => {
    const bytes = await archive(whole);
    const stream = (async function* () {
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
    })();
    const report = await analyze([{ name: "stdin", bytes: stream }]);
    expect(verdictOf(report)).toEqual(fixture?.expected.trace);
    expect(report.diagnosis?.evidence[0]?.quote).not.toBe("");
  });

  test("may be unpacked, read as a folder, and packed again by tar", async () => {
    const file = join(folder, "run.gotrace");
    await writeFile(file, await archive(whole));
    const unpacked = await mkdtemp(join(folder, "unpacked-"));
    await execa("tar", ["-xzf", file, "-C", unpacked]);
    expect((await readdir(unpacked)).toSorted()).toEqual(["machine.json", "manifest.json", "trace.log"]);
    expect(verdictOf(await analyze([unpacked]))).toEqual(fixture?.expected.trace);

    const again = join(folder, "again.gotrace");
    const names = ["manifest.json", "machine.json", "trace.log"];
    await execa("tar", ["--format=ustar", "-czf", again, "-C", unpacked, ...names]);
    expect(verdictOf(await analyze([again]))).toEqual(fixture?.expected.trace);
  });

  test("without a trace is judged by its log and by how the command ended", async () => {
    const stamped = log.replaceAll(/^/gm, "2026-11-24T06:56:27.927222Z ").replace(/\S+ $/, "");
    const members = [
      manifest({ tracer: null, logFromTrace: false }),
      machine,
      { name: "go.log", text: stamped },
    ];
    const report = await analyzeBytes(await archive(members));
    expect(verdictOf(report)).toEqual(fixture?.expected.log);
    expect(report.command).toMatchObject({
      argv: ["go", "mod", "download"],
      cwd: "/home/dev/app",
      exitStatus: 1,
      durationMs: 90,
    });
  });

  test("that ended well, with nothing printed, is a good run", async () => {
    const command = { ...(JSON.parse(manifest().text) as { command: object }).command, exitStatus: 0 };
    const members = [
      manifest({ tracer: null, logFromTrace: false, command }),
      machine,
      { name: "go.log", text: "" },
    ];
    expect((await analyzeBytes(await archive(members))).outcome).toBe("ok");
  });

  test("whose machine or manifest is of another shape is judged without it", async () => {
    const odd = [
      { ...machineState, goEnv: { GOPROXY: 7 } },
      { ...machineState, project: null },
      { gotraceMachine: 1 },
    ];
    for (const state of odd) {
      const report = await analyzeBytes(
        await archive([manifest(), machineMember(state), { name: "trace.log", text: trace }]),
      );
      expect(verdictOf(report)).toEqual(fixture?.expected.trace);
      const [, , { unparsedLines, lines } = { unparsedLines: 0, lines: 1 }] = report.inputs;
      expect(unparsedLines).toBe(lines);
    }
    const command = { argv: "go" };
    const report = await analyzeBytes(
      await archive([manifest({ command }), machine, { name: "trace.log", text: trace }]),
    );
    expect(verdictOf(report)).toEqual(fixture?.expected.trace);
  });

  test("that was cut gives what is whole", async () => {
    const tar = await tarOf(whole);
    const report = await analyzeBytes(gzipSync(tar.subarray(0, tar.length - 20_000)));
    expect(report.inputs[0]).toMatchObject({ path: "trace.log", truncated: true });
    expect(report.inputs[0]?.lines).toBeGreaterThan(100);
  });
});

describe("a hostile bundle is refused with one sentence", () => {
  test.each([
    ["/etc/passwd", undefined],
    ["../../outside", undefined],
    ["trace.log/../../outside", undefined],
    ["C:\\outside", undefined],
    ["sub/trace.log", undefined],
    ["__proto__", undefined],
    ["", undefined],
    ["trace.log", "2"],
    ["trace.log", "1"],
    ["trace.log", "5"],
    ["trace.log", "3"],
    ["go.mod", "L"],
    ["go.mod", "x"],
  ])("a member %j of type %j", async (name, type) => {
    const odd = { name, text: "x\n", ...(type !== undefined && { type }) };
    const sentence = await refusal(await archive([manifest(), odd, { name: "trace.log", text: trace }]));
    expect(sentence).toMatch(/ is refused, because gotrace did not write it: /);
    expect(sentence).not.toContain("\n");
    // The same behind the trace, where a reader might have stopped.
    expect(await refusal(await archive([...whole, odd]))).toMatch(/ is refused/);
    expect(await readdir(folder)).toEqual(["run.gotrace"]);
  });

  test("too many members, one twice, one too large", async () => {
    const many = Array.from({ length: 70 }, () => ({ name: "go.mod", text: "" }));
    expect(await refusal(await archive([manifest(), { name: "trace.log", text: trace }, ...many]))).toMatch(
      /more than 64 members: refused/,
    );
    expect(await refusal(await archive([manifest(), machine, machine]))).toMatch(
      /machine\.json is in it twice/,
    );
    const large = { name: "machine.json", text: "x".repeat(9 << 20) };
    expect(await refusal(await archive([manifest(), large]))).toMatch(
      /machine\.json is larger than it can be/,
    );
  });

  test("a size that is a lie is a member that ends early", async () => {
    const tar = await tarOf([manifest()]);
    tar.write("77777777777", 124);
    setChecksum(tar);
    expect(await refusal(gzipSync(tar))).toMatch(/manifest\.json is larger than it can be/);
  });

  test("a bomb of zeros is looked at no further than its beginning", async () => {
    const zeros = gzipSync(Buffer.alloc(64 << 20));
    const header = (await tarOf([manifest(), { name: "trace.log", text: "" }])).subarray(0, -1024);
    header.write("77777777777", header.length - 512 + 124);
    setChecksum(header.subarray(header.length - 512));
    const bomb = Buffer.concat([gzipSync(header), ...Array.from({ length: 20 }, () => zeros)]);
    expect(await refusal(bomb)).toBe("trace.log is a binary file, neither a trace nor a log");
  });

  test("damage, a foreign archive, a newer version, a cut before the trace", async () => {
    const tar = await tarOf(whole);
    tar.write("nonsense", 148);
    expect(await refusal(gzipSync(tar))).toMatch(/is damaged: not a readable archive/);
    expect(await refusal(await archive([{ name: "trace.log", text: trace }]))).toMatch(
      /is an archive, but no bundle of gotrace record: unpack it/,
    );
    expect(await refusal(await archive([manifest({ gotraceBundle: 2, gotrace: "9.9.9" })]))).toMatch(
      /bundle of version 2, which a newer gotrace wrote \(9\.9\.9\)/,
    );
    expect(await refusal(gzipSync((await tarOf(whole)).subarray(0, 700)))).toMatch(
      /is cut off before its trace begins/,
    );
  });

  test("by the command it is exit status 2", async () => {
    await writeFile(join(folder, "x.gotrace"), await archive([manifest(), { name: "../x", text: "" }]));
    const { status, stderr, stdout } = await gotraceIn(folder, ["analyze", "x.gotrace"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe(
      'gotrace: x.gotrace is refused, because gotrace did not write it: "../x" is no member of a bundle\n',
    );
  });
});
