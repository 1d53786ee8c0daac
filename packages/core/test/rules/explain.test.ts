import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { causes, stagesOf } from "../../src/model/vocabulary.ts";
import { renderCause } from "../../src/report/render-cause.ts";
import { columns } from "../../src/report/text/layout.ts";
import { explain } from "../../src/rules/explain.ts";
import { rules } from "../../src/rules/registry.ts";

describe.each(causes)("the page of %s", (cause) => {
  const page = explain(cause);

  test("says all that the rule does, without a run", () => {
    expect(page).toMatchObject({
      cause,
      stages: stagesOf(cause),
      why: rules[cause].why,
      links: rules[cause].links,
    });
    expect(page.fixes.length).toBeGreaterThan(1);
    const said = [page.title, ...page.fixes.flatMap(({ text, command }) => [text, command ?? ""])].join("\n");
    expect(said).not.toMatch(/undefined|\[object|!m!o|the module@|something else@/);
  });

  test.each([80, 100, 120])("fits into %i columns, but for what is to be copied", (width) => {
    const text = renderCause(page, "text", { width });
    const copied = [...page.links, ...page.fixes.map(({ command }) => command ?? "")].join(" ").split(" ");
    const tooWide = text.split("\n").filter((line) => columns(line) > width);
    for (const line of tooWide) expect(copied).toContain(line.trim().split(" ")[0]);
  });

  test("is the same in colour", () => {
    const coloured = renderCause(page, "text", { color: true });
    expect(coloured).not.toBe(renderCause(page, "text"));
    expect(stripVTControlCharacters(coloured)).toBe(renderCause(page, "text"));
  });

  test("is whole in JSON and in Markdown", () => {
    expect(JSON.parse(renderCause(page, "json"))).toEqual(page);
    const markdown = renderCause(page, "markdown");
    expect(markdown).toMatch(new RegExp(`^# ${cause}\n`));
    for (const { command } of page.fixes) expect(markdown).toContain(command ?? "");
    for (const link of page.links) expect(markdown).toContain(`<${link}>`);
    for (const alike of page.isNot) expect(markdown).toContain(`\`${alike.cause}\`: `);
  });
});
