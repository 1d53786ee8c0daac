import type { CheckStatus, DoctorModule, DoctorReport } from "../../model/doctor-report.ts";

/** One sentence: whether go can fetch from here, and what keeps it from it. */
export function doctorVerdict({ outcome, diagnosis, modules, checks }: DoctorReport): string {
  if (diagnosis !== null) {
    const { stage, title } = diagnosis;
    switch (outcome) {
      case "slow":
        return `go can fetch from here, slowly: at ${stage}, ${title}`;
      case "stuck":
        return `go would wait at ${stage}: ${title}`;
      default:
        return `go cannot fetch from here: at ${stage}, ${title}`;
    }
  }
  switch (outcome) {
    case "ok":
      return modules.length === 0
        ? "nothing is wrong with what this machine has set; no host was asked"
        : `nothing is wrong: ${namesOf(modules)} can be fetched from here`;
    case "unknown":
      return "this could not be found out: nobody was asked, or nobody answered in time";
    default: {
      const failed = checks.find(({ status }) => status === "failed");
      return `go cannot fetch from here: ${failed === undefined ? "a check failed" : `${failed.link}, ${failed.name}: ${failed.measured}`}`;
    }
  }
}

function namesOf(modules: readonly DoctorModule[]): string {
  return modules.map(moduleName).join(", ");
}

export function moduleName({ path, version }: DoctorModule): string {
  return version === null ? path : `${path}@${version}`;
}

/** One character for what a check came to. */
export const checkMarks: Readonly<Record<CheckStatus, string>> = {
  ok: "✓",
  warning: "!",
  failed: "✗",
  "not-asked": "–",
};
