// What is read from a bundle may have been written by anybody: what has not the shape that gotrace writes is not taken for it.
import type { BundleManifest, MachineFile } from "../model/bundle.ts";
import type { ProcessLine } from "../model/processes.ts";

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const number: Check = (value) => typeof value === "number";
const flag: Check = (value) => typeof value === "boolean";

function nullable(check: Check): Check {
  return (value) => value === null || check(value);
}

function list(check: Check): Check {
  return (value) => Array.isArray(value) && value.every((item) => check(item));
}

function record(check: Check): Check {
  return (value) => isObject(value) && Object.values(value).every((item) => check(item));
}

function shape(checks: Readonly<Record<string, Check>>): Check {
  return (value) => isObject(value) && Object.entries(checks).every(([key, check]) => check(value[key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const textFile = nullable(shape({ path: text, lines: list(text) }));
const settingLines = list(shape({ file: text, text }));
const projectFile = nullable(shape({ path: text, text: nullable(text), cut: flag }));

const machine = shape({
  takenAt: text,
  system: shape({ os: text, kernel: text, arch: text, container: nullable(text) }),
  versions: shape({ go: nullable(text), git: nullable(text), strace: nullable(text), ssh: nullable(text) }),
  goEnv: nullable(record(text)),
  goEnvError: nullable(text),
  goEnvFile: textFile,
  gorootEnvFile: textFile,
  environment: record(text),
  resolver: shape({
    resolvConf: textFile,
    nsswitchHosts: nullable(text),
    hosts: nullable(list(shape({ address: text, names: list(text) }))),
  }),
  forwardProxies: shape({ apt: settingLines, profile: settingLines }),
  netrc: nullable(shape({ path: text, hosts: list(text), mode: nullable(text) })),
  gitConfig: list(shape({ file: nullable(text), key: text, value: text })),
  openFiles: nullable(shape({ soft: nullable(number), hard: nullable(number) })),
  disks: list(shape({ use: text, path: text, freeBytes: nullable(number), writable: flag })),
  clock: shape({ epochMs: number, timeZone: text }),
  project: shape({
    cwd: text,
    goMod: projectFile,
    goWork: projectFile,
    goSum: projectFile,
    goWorkSum: projectFile,
    vendor: flag,
  }),
});

const manifest = shape({
  command: shape({
    argv: list(text),
    cwd: text,
    startedAt: text,
    durationMs: number,
    exitStatus: nullable(number),
    signal: nullable(text),
    attachedTo: nullable(number),
  }),
  incomplete: nullable(text),
});

const address = shape({ ip: text, port: number });

const processLines: Readonly<Record<string, Check>> = {
  taken: shape({ when: text, epochMs: number }),
  process: shape({
    pid: number,
    parent: nullable(number),
    argv: list(text),
    program: nullable(text),
    cwd: nullable(text),
    environment: nullable(record(text)),
    cpuMs: nullable(number),
  }),
  socket: shape({
    pid: number,
    protocol: text,
    state: text,
    local: address,
    remote: address,
    inode: number,
    retransmits: number,
    sent: nullable(number),
    received: nullable(number),
    sentAgoMs: nullable(number),
    receivedAgoMs: nullable(number),
  }),
  lock: shape({ waiting: number, holder: number, holderArgv: list(text) }),
};

/** Whether a parsed line of processes.jsonl is one. */
export function isProcessLine(value: unknown): value is ProcessLine {
  if (!isObject(value) || typeof value["kind"] !== "string") return false;
  return Object.hasOwn(processLines, value["kind"]) && processLines[value["kind"]]?.(value) === true;
}

/** Whether a parsed machine.json is one. */
export function isMachineFile(value: unknown): value is MachineFile {
  return machine(value);
}

/** Whether a parsed manifest.json is one. */
export function isManifest(value: unknown): value is BundleManifest {
  return manifest(value);
}
