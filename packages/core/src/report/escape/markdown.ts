import { printable, printableLines } from "../sanitise.ts";

// Text of a trace inside Markdown as GitHub, GitLab and Gitea render it. It must come out as it is: no markup, no link, nobody
// notified, no issue referred to. An empty HTML comment parts what a tracker would join, and is not seen.

/** Text in a sentence or a table cell. */
export function markdownText(text: string): string {
  return (
    printable(text)
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll(/[\\`*_{}[\]()$~]/g, String.raw`\$&`)
      .replaceAll("|", "&#124;")
      // What makes a heading, a list or a line at the start of one.
      .replaceAll(/^(\s*)([-+#=])/g, String.raw`$1\$2`)
      .replaceAll(/^(\s*\d+)\./g, String.raw`$1\.`)
      // References (@user, #1, !1, %1) and addresses that are made links (a://b, www.a, a@b).
      .replaceAll(/[@!%](?=\w)|(?<!&)#(?=\w)|:(?=\/\/)|www(?=\.)/gi, "$&<!-- -->")
  );
}

/** Text in code within a sentence or a table cell: one line, between more backquotes than it has in a row. */
export function markdownCode(text: string): string {
  // Within backquotes nothing stands for a bar that does not end the cell of a table.
  return text.includes("|") ? `<code>${markdownText(text)}</code>` : codeSpan(text);
}

/** Code outside of tables, in which a bar is a bar. */
export function markdownCommand(text: string): string {
  return codeSpan(text);
}

function codeSpan(text: string): string {
  const line = printable(text);
  const fence = "`".repeat(longestRun(line, "`") + 1);
  const room = line === "" || /^`|`$|^ .* $/.test(line) ? " " : "";
  return `${fence}${room}${line}${room}${fence}`;
}

/** Lines in a block of code, between fences longer than any in them. */
export function markdownBlock(text: string, language: string): string {
  const lines = printableLines(text);
  const fence = "`".repeat(Math.max(3, longestRun(lines, "`") + 1));
  return `${fence}${language}\n${lines}\n${fence}`;
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
