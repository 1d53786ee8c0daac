import { causes, explain, renderCause } from "@gotrace/core";
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

  test.each(["text", "markdown", "json"])(
    "without a cause lists each of them once, in %s",
    async (format) => {
      const { status, stdout } = await gotrace(["explain", "--format", format]);
      expect(status).toBe(0);
      const words = stdout.match(/[a-z0-9]+(?:-[a-z0-9]+)*/g) ?? [];
      for (const cause of causes) expect(words.filter((word) => word === cause)).toHaveLength(1);
    },
  );

  test.each([
    [
      ["explain", "dns-timout"],
      "there is no cause dns-timout, only dns-timeout, tls-timeout; gotrace explain lists them all",
    ],
    [["explain", "qqq"], "there is no cause qqq; gotrace explain lists them all"],
    [["explain", "killed", "terminated"], "name one cause; gotrace explain lists them"],
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
