import type { NotePage } from "../notes/note-page.ts";
import { escapeProse } from "./cause-markdown.ts";
import type { CauseFormat } from "./render-cause.ts";
import type { RenderOptions } from "./render.ts";
import { columns, hanging, wrap } from "./text/layout.ts";
import { bodyWidth, section } from "./text/sections.ts";
import { styleFor } from "./text/style.ts";

/** The page of a kind of note in one of the formats that causes have, ending in a newline. */
export function renderNotePage(page: NotePage, format: CauseFormat, options: RenderOptions = {}): string {
  const { width = 100, color = false } = options;
  switch (format) {
    case "text":
      return notePageText(page, width, color);
    case "json":
      return `${JSON.stringify(page, null, 2)}\n`;
    case "markdown":
      return notePageMarkdown(page);
  }
}

const noVerdict = "note: no verdict";

function notePageText({ kind, title, why, links }: NotePage, width: number, color: boolean): string {
  const style = styleFor(color);
  const gap = " ".repeat(Math.max(2, width - columns(kind) - columns(noVerdict)));
  const heading = `${style.strong(kind)}${gap}${style.faint(noVerdict)}`;
  const blocks = [
    [heading, ...hanging("  ", wrap(title, width - 2))],
    section("why", wrap(why, bodyWidth(width)), style),
    section("more", links, style),
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function notePageMarkdown({ kind, title, why, links }: NotePage): string {
  const parts = [
    `# ${kind}`,
    `**${escapeProse(title)}**`,
    escapeProse(why),
    links.map((link) => `- <${link}>`).join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}
