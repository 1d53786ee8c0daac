import type { Fix } from "../model/fix.ts";
import type { CausePage } from "../rules/explain.ts";
import { stageWords } from "./text/cause-page.ts";

/** The page of a cause in Markdown, under a heading of the first level. */
export function causePageMarkdown(page: CausePage): string {
  const { cause, title, stages, why, looksLike, isNot, explains, fixes, links } = page;
  const parts = [
    `# ${cause}`,
    `**${escapeProse(title)}** (${stageWords(stages)})`,
    escapeProse(why),
    list("In a log:", looksLike.log.map(escapeProse)),
    list("In a trace:", looksLike.trace.map(escapeProse)),
    list(
      "What it is not:",
      isNot.map((alike) => `\`${alike.cause}\`: ${escapeProse(alike.tell)}`),
    ),
    ...(explains.length === 0
      ? []
      : [`Named rather than ${explains.map((other) => `\`${other}\``).join(", ")}.`]),
    ["What to do, safest first:", "", ...fixes.map((fix, i) => fixItem(fix, i + 1))].join("\n"),
    list(
      "More:",
      links.map((link) => `<${link}>`),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

function list(label: string, items: readonly string[]): string {
  return [label, "", ...items.map((item) => `- ${item}`)].join("\n");
}

function fixItem({ text, command, weakens }: Fix, number: number): string {
  const lines = [`${number}. ${escapeProse(text)}`];
  if (command !== null) lines.push("   ```sh", `   ${command}`, "   ```");
  if (weakens !== null) lines.push(`   Less safe: ${escapeProse(weakens)}.`);
  return lines.join("\n");
}

/** Text between backquotes is code already; elsewhere what Markdown would take for its own marks gets a backslash. */
export function escapeProse(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replaceAll(/[\\*_<>[\]#|]/g, String.raw`\$&`)))
    .join("");
}
