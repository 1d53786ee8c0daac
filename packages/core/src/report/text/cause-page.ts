import { stages, type Stage } from "../../model/vocabulary.ts";
import type { CausePage } from "../../rules/explain.ts";
import { columns, hanging, wrap } from "./layout.ts";
import { bodyWidth, fixBlock, listItem, section } from "./sections.ts";
import { styleFor, type Style } from "./style.ts";

/** The page of a cause for a person at a terminal. */
export function causePageText(page: CausePage, options: { width: number; color: boolean }): string {
  const { width } = options;
  const style = styleFor(options.color);
  const room = bodyWidth(width);
  const items = (texts: readonly string[]): string[] => texts.flatMap((text) => listItem(text, room));
  const blocks = [
    heading(page, width, style),
    section("why", wrap(page.why, room), style),
    section("in a log", items(page.looksLike.log), style),
    section("in a trace", items(page.looksLike.trace), style),
    section("not", items(page.isNot.map(({ cause, tell }) => `${cause}: ${tell}`)), style),
    ...(page.explains.length === 0
      ? []
      : [section("rather than", wrap(page.explains.join(", "), room), style)]),
    fixBlock(page.fixes, width, style),
    section("more", page.links, style),
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function heading({ cause, title, stages: reported }: CausePage, width: number, style: Style): string[] {
  const where = stageWords(reported);
  const gap = " ".repeat(Math.max(2, width - columns(cause) - columns(where)));
  return [`${style.strong(cause)}${gap}${style.faint(where)}`, ...hanging("  ", wrap(title, width - 2))];
}

/** `stage dns`, `stages tls, http and transfer`, `any stage`. */
export function stageWords(reported: readonly Stage[]): string {
  if (reported.length === stages.length) return "any stage";
  const last = reported.at(-1) ?? "";
  return reported.length === 1 ? `stage ${last}` : `stages ${reported.slice(0, -1).join(", ")} and ${last}`;
}
