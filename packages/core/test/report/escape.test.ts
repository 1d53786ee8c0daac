import fc from "fast-check";
import { JSDOM } from "jsdom";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, test } from "vitest";
import {
  markdownBlock,
  markdownCode,
  markdownCommand,
  markdownText,
} from "../../src/report/escape/markdown.ts";
import { printable, printableLines } from "../../src/report/sanitise.ts";

/** As a tracker renders it: CommonMark with GitHub's tables, strikethrough and links made of addresses; HTML let through. */
function rendered(markdown: string): DocumentFragment {
  const html = micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
  return JSDOM.fragment(html);
}

const attacks = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "[click](javascript:alert(1))",
  "![x](https://evil.example/x.png)",
  "https://evil.example/path www.evil.example mail@evil.example",
  "```\n</details>\n# heading",
  "`` ` ``",
  "a | b | c",
  "**bold** _it_ ~~gone~~ $x^2$",
  "@everyone see #1, !2 and %3",
  "1. one\n- two\n> three\n    four",
  "---",
  "#",
  "# heading",
  "===",
  String.raw`\|`,
  String.raw`a \\| b`,
  "&lt;b&gt; &amp; &#60;",
  "\\`x\\`",
  "trailing \\",
];

const hostile = fc.oneof(
  fc.constantFrom(...attacks),
  fc
    .array(fc.constantFrom(...attacks.flatMap((text) => text.split(" ")), "`", "\n", "|", "\\", " "), {
      maxLength: 12,
    })
    .map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);

describe("text in Markdown comes out as it is", () => {
  test("in a sentence", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const page = rendered(`before ${markdownText(text)} after`);
        expect([...page.querySelectorAll("*")].map(({ tagName }) => tagName)).toEqual(["P"]);
        expect(page.textContent?.trim().replaceAll(/\s+/g, " ")).toBe(
          `before ${printable(text)} after`.replaceAll(/\s+/g, " "),
        );
      }),
    );
  });

  test("at the start of a line", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tags = [...rendered(`${markdownText(text)} after`).querySelectorAll("*")].map(
          ({ tagName }) => tagName,
        );
        expect(tags.filter((tag) => tag !== "P")).toEqual([]);
      }),
    );
  });

  test("in the cell of a table, as text and as code", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const page = rendered(`| a | b |\n| --- | --- |\n| ${markdownText(text)} | ${markdownCode(text)} |`);
        const cells = [...page.querySelectorAll("td")];
        expect(cells).toHaveLength(2);
        expect(page.querySelectorAll("a, img, script")).toHaveLength(0);
        expect(cells[1]?.textContent?.trim()).toBe(printable(text).trim());
      }),
    );
  });

  test("as code in a sentence", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const page = rendered(`x ${markdownCommand(text)} y`);
        expect([...page.querySelectorAll("*")].map(({ tagName }) => tagName)).toEqual(["P", "CODE"]);
        expect(page.querySelector("code")?.textContent?.trim()).toBe(printable(text).trim());
      }),
    );
  });

  test("as a block of code", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const page = rendered(`${markdownBlock(text, "text")}\n\nafter`);
        expect([...page.querySelectorAll("*")].map(({ tagName }) => tagName)).toEqual(["PRE", "CODE", "P"]);
        expect(page.querySelector("code")?.textContent).toBe(`${printableLines(text)}\n`);
      }),
    );
  });
});

test("nobody is notified and nothing is referred to", () => {
  expect(rendered(markdownText("@team closes #12")).textContent).toBe("@team closes #12");
  expect(markdownText("@team closes #12, !3")).not.toMatch(/@team|#12|!3/);
});
