import { causes, explain, noteKinds, notePages, renderCause, renderNotePage } from "@gotrace/core";
import { describe, expect, test } from "vitest";
import { main } from "../src/main.ts";
import { nearest } from "../src/nearest.ts";
import { runIn, type Outcome, type Surroundings } from "./fake-io.ts";

function gotrace(argv: string[], surroundings: Surroundings = {}): Promise<Outcome> {
  return runIn(surroundings, (io) => main(argv, io));
}

describe("gotrace explain", () => {
  test("prints the page of a cause, as wide as the terminal", async () => {
    const { status, stdout, stderr } = await gotrace(["explain", "tls-expired", "--no-color"], {
      terminal: 90,
    });
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(renderCause(explain("tls-expired"), "text", { width: 90 }));
    expect(stdout).toMatch(/^tls-expired +stage tls\n/);
  });

  test("takes a cause in capitals, as a heading has it", async () => {
    expect((await gotrace(["explain", "DNS-Timeout"])).stdout).toMatch(/^dns-timeout /);
  });

  test("in JSON and Markdown", async () => {
    const { stdout } = await gotrace(["explain", "--format", "json", "lock-wait"]);
    expect(JSON.parse(stdout)).toEqual(explain("lock-wait"));
    expect((await gotrace(["explain", "--format", "markdown", "lock-wait"])).stdout).toMatch(
      /^# lock-wait\n/,
    );
  });

  test.each(notePages())("knows the note $kind as well", async (page) => {
    expect(await gotrace(["explain", page.kind.toUpperCase(), "--no-color"], { terminal: 80 })).toEqual({
      status: 0,
      stdout: renderNotePage(page, "text", { width: 80 }),
      stderr: "",
    });
    const { stdout } = await gotrace(["explain", page.kind, "--format", "json"]);
    expect(JSON.parse(stdout)).toEqual(page);
  });

  test("the page of a note fits the terminal, and says that it is no verdict", async () => {
    const { stdout } = await gotrace(["explain", "goprivate-too-wide", "--no-color"], { terminal: 80 });
    expect(stdout).toMatch(/^goprivate-too-wide +note: no verdict\n/);
    const lines = stdout.split("\n").filter((line) => !line.includes("https://"));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect((await gotrace(["explain", "gosumdb-off", "--format", "markdown"])).stdout).toMatch(
      /^# gosumdb-off\n\n\*\*GOSUMDB=off: /,
    );
  });

  test.each(["text", "markdown", "json"])(
    "without a name lists each cause and each note once, in %s",
    async (format) => {
      const { status, stdout } = await gotrace(["explain", "--format", format]);
      expect(status).toBe(0);
      const words = stdout.match(/[a-z0-9]+(?:-[a-z0-9]+)*/g) ?? [];
      for (const name of [...causes, ...noteKinds])
        expect(words.filter((word) => word === name)).toHaveLength(1);
    },
  );

  test.each([
    [
      ["explain", "dns-timout"],
      "there is no cause or note dns-timout, only dns-timeout, tls-timeout; gotrace explain lists them all",
    ],
    [
      ["explain", "gosumdb-of"],
      "there is no cause or note gosumdb-of, only gosumdb-off; gotrace explain lists them all",
    ],
    [["explain", "qqq"], "there is no cause or note qqq; gotrace explain lists them all"],
    [["explain", "killed", "terminated"], "name one cause or note; gotrace explain lists them"],
    [["explain", "killed", "--format", "pdf"], "--format cannot be pdf: choose from text, json, markdown"],
  ])("%j is wrong usage", async (argv, sentence) => {
    expect(await gotrace(argv)).toEqual({ status: 2, stdout: "", stderr: `gotrace: ${sentence}\n` });
  });
});

test("the nearest names come first, and a part of a name will do", () => {
  expect(nearest("conect-refused", causes)[0]).toBe("connect-refused");
  expect(nearest("expired", causes)).toEqual(["tls-expired"]);
  expect(nearest("", causes)).toEqual([]);
});
