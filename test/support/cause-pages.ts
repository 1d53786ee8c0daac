import { causes, explain, renderCause, stages, stagesOf, type Cause } from "@gotrace/core";

/** One document with the pages of all causes, under the stages at which they are usually reported. */
export function causePagesMarkdown(): string {
  const groups = [...stages, "any stage"].map((stage) => ({
    stage,
    members: causes.filter((cause) => groupOf(cause) === stage),
  }));
  const filled = groups.filter(({ members }) => members.length > 0);
  const contents = filled.map(
    ({ stage, members }) => `- ${stage}: ${members.map((cause) => `[${cause}](#${cause})`).join(", ")}`,
  );
  const chapters = filled.flatMap(({ stage, members }) => [
    `## ${stage}`,
    ...members.map((cause) => chapterOf(cause)),
  ]);
  return [
    "# The causes that gotrace names",
    "By stage, in the order of the fetch pipeline. Words in capitals (`MODULE`, `HOST`) stand for what a run fills in. " +
      "`gotrace explain <cause>` prints one of these pages. This file is written from the rules by `npm run docs`.",
    contents.join("\n"),
    ...chapters,
  ]
    .join("\n\n")
    .replace(/\n*$/, "\n");
}

function groupOf(cause: Cause): string {
  const reported = stagesOf(cause);
  return reported.length === stages.length ? "any stage" : (reported[0] ?? "");
}

/** Two levels below the document's own heading. */
function chapterOf(cause: Cause): string {
  return renderCause(explain(cause), "markdown").replace(/^# /, "### ").trimEnd();
}
