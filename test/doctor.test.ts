import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { setTimeout as rest } from "node:timers/promises";
import { beyondDoctor, causesOfDoctor, type DoctorReport } from "@gotrace/core";
import { Ajv2020, type AnySchemaObject } from "ajv/dist/2020.js";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import {
  differences,
  doctorIn,
  examinableScenarios,
  examineScenario,
  falseAlarms,
  verdictOf,
} from "../fixtures/lab/doctor-accuracy.ts";
import { whatIsMissing } from "../fixtures/lab/requirements.ts";
import type { Scenario } from "../fixtures/lab/scenario.ts";
import { commandFile } from "./support/built-command.ts";
import { isConnecting, textOfFile, until } from "./support/waiting.ts";

// The doctor in the lab's worlds, in namespaces of their own. All of them: npm run doctor-accuracy.

/** One for each kind of fault, none of which needs a long wait, and healthy ones. */
const quick: ReadonlySet<string> = new Set([
  "cold-download",
  "forward-proxy-works",
  "private-direct-git",
  "fall-through-404",
  "dns-no-such-host",
  "dns-server-unreachable",
  "connect-refused",
  "connect-timeout",
  "git-connect-refused",
  "forward-proxy-407",
  "tls-unknown-authority",
  "tls-expired",
  "tls-no-roots",
  "http-401",
  "http-captive-portal",
  "reset-mid-zip",
  "sumdb-500",
  "sumdb-inconsistent",
  "vcs-auth-https",
  "private-on-public-proxy",
  "goproxy-off",
  "cache-permission",
  "toolchain-connect-refused",
  "toolchain-not-available",
  "http-404-public",
  "gomod-malformed",
  "ssh-works",
  "vcs-auth-ssh",
  "socks-works",
  "forward-proxy-socks",
  "tls-client-cert",
  "git-own-authority",
  "git-own-authority-not-gos",
  "vcs-insteadof",
  "insecure-not-allowed",
  "sumdb-supported-error",
]);

const timeoutSeconds = 6;
const chosen = examinableScenarios().filter(({ name }) => quick.has(name));
const possible = chosen.filter((scenario) => whatIsMissing([scenario]) === null);
const missing = whatIsMissing(
  chosen.filter(({ go, needs }) => needs === undefined && (go === "1.19" || go === "1.22")),
);
const reason = missing === null ? "" : ` (skipped: needs the lab: ${missing})`;

const report = schemaIn("report.schema.json");
const validate = new Ajv2020({ strict: true, allowUnionTypes: true })
  .addSchema(report, "report.schema.json")
  .compile(schemaIn("doctor.schema.json"));

function schemaIn(name: string): AnySchemaObject {
  const file = new URL(`../packages/core/schema/${name}`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as AnySchemaObject;
}

test("each cause is found in one of the lab's worlds, or it is said why doctor cannot know it", () => {
  const shown = new Set(examinableScenarios().flatMap((scenario) => verdictOf(scenario)?.cause ?? []));
  expect(causesOfDoctor.filter((cause) => !shown.has(cause))).toEqual([]);
  for (const why of Object.values(beyondDoctor)) expect(why).toMatch(/^[a-z].{20,}[^.]$/);
});

describe.skipIf(missing !== null)(`gotrace doctor in the lab's worlds${reason}`, () => {
  test("there is one of each kind", () => {
    expect(chosen.map(({ name }) => name).toSorted()).toEqual([...quick].toSorted());
  });

  test.each(possible.map((scenario) => [scenario.name, scenario] as const))(
    "%s: the cause of the recording, before anything has run",
    async (_, scenario) => {
      const examined = await examineScenario(scenario, timeoutSeconds);
      expect(differences(examined)).toEqual([]);
      expect(falseAlarms(examined)).toEqual([]);
      expect(validate(examined.report), JSON.stringify(validate.errors)).toBe(true);
      expect(examined.exitStatus).toBe(examined.report.outcome === "ok" ? 0 : 1);
    },
    120_000,
  );

  test("what the README shows is what it prints", async () => {
    const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
    const shown = /^\$ npx gotrace doctor\n(.*?)^```$/ms.exec(readme)?.[1] ?? "";
    const { text } = await doctorIn(scenarioNamed("tls-unknown-authority"), []);
    expect(shown).not.toBe("");
    expect(withoutMeasures(shown)).toBe(withoutMeasures(text));
  }, 120_000);

  test("a machine without any network gets its verdict at once", async () => {
    const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: tmpdir(), NO_COLOR: "1" };
    const command = [
      "--net",
      process.execPath,
      commandFile,
      "doctor",
      "--format",
      "json",
      "example.com/hello@v1.0.0",
    ];
    const { stdout, exitCode } = await execa("unshare", command, { env, extendEnv: false, reject: false });
    const { diagnosis } = JSON.parse(stdout) as DoctorReport;
    expect(diagnosis).toMatchObject({ stage: "dns", host: "proxy.golang.org", module: "example.com/hello" });
    expect(exitCode).toBe(1);
  }, 120_000);

  test("no name server is asked for a forward proxy that is named by its address", async () => {
    const env = {
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
      HOME: tmpdir(),
      HTTPS_PROXY: "http://127.0.0.1:3128",
    };
    const doctor = [process.execPath, commandFile, "doctor", "--format", "json", "example.com/hello@v1.0.0"];
    const { stdout } = await execa(
      "unshare",
      ["--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", ...doctor],
      { env, extendEnv: false, reject: false },
    );
    const { diagnosis, findings, checks } = JSON.parse(stdout) as DoctorReport;
    expect(diagnosis).toMatchObject({ cause: "forward-proxy-refused", host: "127.0.0.1" });
    expect(findings.filter(({ stage }) => stage === "dns")).toEqual([]);
    expect(checks.filter(({ link }) => link === "name servers")).toEqual([]);
  }, 120_000);

  test("Ctrl-C ends it at once: what was measured by then is told, and nobody is left behind", async () => {
    const stopped = await interruptedAt("10.77.0.9", "example.com/hello@v1.0.0");
    const { checks } = JSON.parse(stopped.stdout) as DoctorReport;
    expect(checks.find(({ name }) => name === "GOPROXY")).toMatchObject({ status: "ok" });
    expect(checks.find(({ name }) => name === "tcp")).toMatchObject({
      status: "not-asked",
      measured: "interrupted",
    });
    expect(stopped).toMatchObject({ exitCode: 130, left: [] });
  }, 120_000);

  test("Ctrl-C while git waits for an answer takes git along", async () => {
    const stopped = await interruptedAt("10.77.0.9", "github.com/acme/widget@v1.0.0", {
      GOPROXY: "direct",
      // A forward proxy that only git knows: doctor leaves the way to git.
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "http.proxy",
      GIT_CONFIG_VALUE_0: "http://10.77.0.9:3128",
    });
    expect(stopped).toMatchObject({ exitCode: 130, left: [] });
  }, 120_000);

  test("what --apply has set is in its report, with what takes it back", async () => {
    const { text } = await doctorIn(scenarioNamed("private-on-public-proxy"), [
      "--apply",
      "--format",
      "json",
    ]);
    expect((JSON.parse(text) as DoctorReport).recommendations).toMatchObject([
      { name: "GOPRIVATE", value: "github.com/acme/*", undo: "go env -u GOPRIVATE", applied: true },
    ]);
  }, 120_000);

  test("nobody is told to take a module for private that the checksum database was not to be asked about", async () => {
    for (const name of ["toolchain-not-available", "http-404-public"]) {
      const { text } = await doctorIn(scenarioNamed(name), ["--format", "json"]);
      const { checks, recommendations } = JSON.parse(text) as DoctorReport;
      expect(
        checks.filter(({ name: asked, status }) => asked === "lookup" && status !== "not-asked"),
      ).toEqual([]);
      expect(recommendations).toEqual([]);
    }
  }, 120_000);

  test("no secret of the machine is in what it prints", async () => {
    const netrc = await doctorIn(scenarioNamed("private-direct-git"), ["--format", "json"]);
    expect(netrc.text).toContain("has some for git.corp.example");
    expect(netrc.text).not.toContain("correct-horse");
  }, 120_000);
});

/** A network of its own, in which packets to everybody vanish: without ARP the kernel never learns that nobody is there. */
const swallowing =
  "ip link set lo up && ip link add eth0 type veth peer name void0 && ip link set eth0 arp off && " +
  'ip addr add 10.77.0.2/16 dev eth0 && ip link set void0 up && ip link set eth0 up && exec "$@"';

interface Stopped {
  stdout: string;
  exitCode: number | undefined;
  /** Processes of it that are there when it has ended. */
  left: string[];
}

/** Starts doctor as a terminal does, in a group of its own, and interrupts the group when somebody waits for that address. */
async function interruptedAt(
  address: string,
  module: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Stopped> {
  const mark = `doctor-test-${process.pid}-${Math.random()}`;
  const env = {
    PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
    HOME: tmpdir(),
    GOPROXY: `https://${address}`,
    // Whoever has it was started by this.
    GOTRACE_TEST: mark,
    ...more,
  };
  const doctor = [process.execPath, commandFile, "doctor", "--timeout", "600", "--format", "json", module];
  const child = execa("unshare", ["--net", "sh", "-c", swallowing, "sh", ...doctor], {
    env,
    extendEnv: false,
    detached: true,
    reject: false,
  });
  const leader = child.pid ?? 0;
  await until(() => textOfFile(`/proc/${leader}/stat`) === "" || isConnecting(address, leader));
  process.kill(-leader, "SIGINT");
  const { stdout, exitCode } = await child;
  const started = (): string[] =>
    readdirSync("/proc").filter(
      (pid) => /^\d+$/.test(pid) && textOfFile(`/proc/${pid}/environ`).includes(mark),
    );
  // One that is killed needs a moment to be gone.
  for (let tries = 0; tries < 100 && started().length > 0; tries += 1) await rest(20);
  const left = started();
  return { stdout, exitCode, left };
}

function scenarioNamed(name: string): Scenario {
  const found = possible.find((scenario) => scenario.name === name) ?? possible[0];
  if (found === undefined) throw new Error(`the lab cannot make ${name}`);
  return found;
}

/** Times, sizes and keys are another's each time, and where a line ends depends on them. */
function withoutMeasures(text: string): string {
  return text
    .replaceAll(/<?\d[\d.]* (?:ms|s|kB|MB|GB|bytes)/g, "N")
    .replaceAll(/\d{4}-\d\d-\d\d/g, "DATE")
    .replaceAll(/sum\.golang\.org\+\S+/g, "KEY")
    .replaceAll(/\s+/g, " ")
    .trim();
}
