import { beyondDoctor, causesOfDoctor, stages, stagesOf } from "@gotrace/core";

/** The text of docs/doctor.md. */
export function doctorPageMarkdown(): string {
  const found = stages.flatMap((stage) => {
    const members = causesOfDoctor.filter((cause) => stagesOf(cause)[0] === stage);
    return members.length === 0 ? [] : [`- ${stage}: ${members.map((cause) => `\`${cause}\``).join(", ")}`];
  });
  const beyond = Object.entries(beyondDoctor).map(
    ([cause, why]) => `| [\`${cause}\`](causes.md#${cause}) | ${why} |`,
  );
  return `${[
    "# What gotrace doctor can find",
    "`gotrace doctor` has no trace and no log: it asks this machine, and from it the hosts that go would ask. This file is written by " +
      "`npm run docs`; `npm run doctor-accuracy` holds it against the lab's worlds.",
    "## Found",
    "By the rules of `analyze`, at the same stage, with the same [cause](causes.md):",
    found.join("\n"),
    "## Beyond it",
    "What is over when doctor looks (one reset, one 503), and what only a run can meet:",
    ["| cause | why |", "| --- | --- |", ...beyond].join("\n"),
  ].join("\n\n")}\n`;
}
