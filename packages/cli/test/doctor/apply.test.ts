import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DoctorReport, Recommendation } from "@gotrace/core";
import { execa } from "execa";
import { expect, test } from "vitest";
import { applyRecommendations } from "../../src/doctor/apply.ts";
import { thisMachine } from "../../src/machine/machine.ts";

const bin = ["/usr/lib/go-1.22/bin", "/usr/lib/go-1.19/bin"].find((folder) => existsSync(`${folder}/go`));

const wish: Recommendation = {
  name: "GOPRIVATE",
  value: "git.corp.test,git.corp.example",
  why: "",
  command: "go env -w GOPRIVATE=git.corp.test,git.corp.example",
  effect: "",
  weakens: null,
  lasts: "",
  undo: "go env -w GOPRIVATE=git.corp.test",
  inEnvironment: false,
  applied: false,
};

test.skipIf(bin === undefined)(
  "--apply sets what is safe, and its undo puts it back (skipped: needs go)",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "gotrace-apply-"));
    try {
      const file = join(folder, "env");
      await writeFile(file, "GOPRIVATE=git.corp.test\n");
      const env = { PATH: `${bin}:/usr/bin:/bin`, HOME: folder, GOENV: file };
      const risky = { ...wish, name: "GONOSUMDB", weakens: "nobody checks" };
      const hidden = { ...wish, name: "GOPROXY", inEnvironment: true };
      const report = { recommendations: [wish, risky, hidden] } as unknown as DoctorReport;
      const { recommendations } = await applyRecommendations(report, thisMachine(env, folder));
      expect(recommendations.map(({ applied }) => applied)).toEqual([true, false, false]);
      expect(await readFile(file, "utf8")).toBe("GOPRIVATE=git.corp.test,git.corp.example\n");
      await execa("sh", ["-c", wish.undo], { env, extendEnv: false });
      expect(await readFile(file, "utf8")).toBe("GOPRIVATE=git.corp.test\n");
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
