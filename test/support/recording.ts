// A folder of its own for each test of gotrace record, and the built command in it.
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyze, type BundleManifest, type Report } from "@gotrace/core";
import { execa } from "execa";
import { afterEach, beforeEach } from "vitest";
import { whatIsMissing } from "../../fixtures/lab/requirements.ts";
import { commandFile } from "./built-command.ts";

/** What the tests of recording lack here, or null. */
export const missing: string | null = whatIsMissing([]);

/** For the titles of tests that are skipped. */
export const skipped: string = missing === null ? "" : ` (skipped: needs strace: ${missing})`;

type Started = ReturnType<typeof startIn>;

/** Where a test records. Everything is made anew for each test. */
export interface RecordingPlace {
  folder: string;
  env: Record<string, string>;
  /** gotrace record; `before` stands in front of it: another program that runs it. */
  record(args: readonly string[], before?: readonly string[]): Started;
  start(command: readonly string[]): Started;
}

/** To be called where tests are declared. */
export function recordingPlace(): RecordingPlace {
  const place: RecordingPlace = {
    folder: "",
    env: {},
    record: (args, before = []) => place.start([...before, ...gotraceRecord, ...args]),
    start: (command) => startIn(place.folder, place.env, command),
  };
  beforeEach(async () => {
    place.folder = await mkdtemp(join(tmpdir(), "gotrace-record-test-"));
    await mkdir(join(place.folder, "tmp"));
    place.env = {
      PATH: `/usr/lib/go-1.19/bin:${process.env["PATH"] ?? ""}`,
      HOME: place.folder,
      TMPDIR: join(place.folder, "tmp"),
      LC_ALL: "C",
      GOFLAGS: "-mod=mod",
      GOPROXY: "off",
      GOSUMDB: "off",
    };
  });
  afterEach(async () => {
    const left = await readdir(join(place.folder, "tmp"));
    // The module cache is read-only.
    await execa("chmod", ["-R", "u+w", place.folder], { reject: false });
    await rm(place.folder, { recursive: true, force: true });
    if (left.length > 0) throw new Error(`what is raw must not stay: ${left.join(", ")}`);
  });
  return place;
}

function startIn(cwd: string, env: Record<string, string>, [program = "", ...args]: readonly string[]) {
  return execa(program, args, { cwd, env, extendEnv: false, reject: false, stripFinalNewline: false });
}

/** The command line of gotrace record, as built. */
export const gotraceRecord: readonly string[] = [process.execPath, commandFile, "record"];

/** The text of a member of a bundle, as tar unpacks it. */
export async function member(place: RecordingPlace, name: string): Promise<string> {
  const { stdout } = await execa("tar", ["-xzOf", join(place.folder, "run.gotrace"), name], {
    stripFinalNewline: false,
  });
  return stdout;
}

export async function manifestOf(place: RecordingPlace): Promise<BundleManifest> {
  return JSON.parse(await member(place, "manifest.json")) as BundleManifest;
}

export function reportOf(place: RecordingPlace): Promise<Report> {
  return analyze([join(place.folder, "run.gotrace")]);
}

/** Resolves when a stream has said something. */
export async function said(stream: NodeJS.ReadableStream, text: string): Promise<void> {
  let heard = "";
  await new Promise<void>((resolve, reject) => {
    stream.on("data", (piece: Buffer) => {
      heard += piece.toString();
      if (heard.includes(text)) resolve();
    });
    stream.once("end", () => reject(new Error(`it ended without saying ${text}: ${heard}`)));
  });
}
