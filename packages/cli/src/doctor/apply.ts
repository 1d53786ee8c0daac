import type { DoctorReport, Recommendation } from "@gotrace/core";
import type { Machine } from "../machine/machine.ts";
import { UsageError } from "../usage-error.ts";

/** Does what is recommended, by `go env -w` and `go env -u`: nothing that weakens a check, and nothing that the environment hides. */
export async function applyRecommendations(report: DoctorReport, machine: Machine): Promise<DoctorReport> {
  const recommendations: Recommendation[] = [];
  for (const each of report.recommendations) {
    const leave = each.weakens !== null || each.inEnvironment;
    if (!leave) await setInGo(each, machine);
    recommendations.push({ ...each, applied: !leave });
  }
  return { ...report, recommendations };
}

async function setInGo({ name, value }: Recommendation, machine: Machine): Promise<void> {
  const change = value === null ? ["env", "-u", name] : ["env", "-w", `${name}=${value}`];
  const { ok, missing, stderr } = await machine.run(machine.go, change, { GOTOOLCHAIN: "local" });
  if (missing) throw new UsageError("there is no go in PATH that could set anything");
  if (!ok) throw new UsageError(`go ${change.join(" ")} failed: ${stderr.trim()}`);
}
