/** Puts something before every line, as CI systems and container tools do. */
function prefixed(prefix: (line: number) => string): (text: string) => string {
  return (text) =>
    text.replaceAll(
      /^.+$/gm,
      (
        (count) => (line: string) =>
          prefix(count++) + line
      )(0),
    );
}

/** What surrounds a line in logs that people paste, by the name of the tool. */
export const wrappings: Readonly<Record<string, (text: string) => string>> = {
  BuildKit: prefixed((line) => `#12 ${(1.234 + line / 1000).toFixed(3)} `),
  "GitHub Actions": prefixed((line) => `2026-11-22T17:00:${seconds(line)}Z `),
  "docker compose": prefixed(() => "service-1  | "),
  "carriage returns": (text) => text.replaceAll("\n", "\r\n"),
};

function seconds(line: number): string {
  const ticks = line * 1234;
  return `${String(Math.floor(ticks / 1e7) % 60).padStart(2, "0")}.${String(ticks % 1e7).padStart(7, "0")}`;
}
