import type { StageReport } from "../../model/report.ts";
import type { Stage } from "../../model/vocabulary.ts";
import { columns, shorten } from "./layout.ts";
import type { Style } from "./style.ts";
import { duration, stageLabel } from "./words.ts";

const gap = "   ";

/** What every fetch of a module goes through: that one of these was not reached, or not needed, is worth a dash. */
const mainPath: ReadonlySet<Stage> = new Set(["cache", "dns", "connect", "tls", "http", "store"]);

/** The stages that were seen, in pipeline order: name, mark, time; as many lines as they need. */
export function stageStrip(pipeline: readonly StageReport[], width: number, style: Style): string[] {
  const end = pipeline.findIndex(({ status }) => status === "failed");
  const items = pipeline
    .filter(({ stage, status }, index) => {
      if (status === "skipped") return mainPath.has(stage);
      return status !== "not-seen" || (end !== -1 && index > end && mainPath.has(stage));
    })
    .map((row) => stageItem(row, style));
  const lines: string[] = [];
  let line = "";
  for (const item of items) {
    const longer = line === "" ? item : line + gap + item;
    if (line !== "" && columns(longer) > width) {
      lines.push(line);
      line = item;
    } else {
      line = longer;
    }
  }
  return line === "" ? lines : [...lines, line];
}

function stageItem(row: StageReport, style: Style): string {
  const name = stageLabel(row.stage);
  const details = [
    row.detail === null ? "" : shorten(row.detail, 32),
    row.durationMs === null ? "" : duration(row.durationMs),
  ];
  const facts = details.filter((detail) => detail !== "").map((detail) => ` ${style.faint(detail)}`);
  switch (row.status) {
    case "ok":
      return `${name} ${style.good("✓")}${facts.join("")}`;
    case "failed":
      return `${style.bad(`${name} ✗`)}${facts.join("")}`;
    case "slow":
      return `${style.warn(`${name} !`)}${facts.join("")}`;
    case "skipped":
    case "not-seen":
      return style.faint(`${name} –`);
  }
}
