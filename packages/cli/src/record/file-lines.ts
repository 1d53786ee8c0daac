import { createReadStream } from "node:fs";

/** A line without its end, and whether it has one: the last line of a file that is cut has none. */
export interface FileLine {
  readonly text: string;
  readonly ended: boolean;
}

/** The lines of a file, a piece of the file at a time, as Latin-1: a character a byte. */
export async function* fileLines(path: string): AsyncGenerator<readonly FileLine[]> {
  let open = "";
  const pieces: AsyncIterable<string> = createReadStream(path, {
    encoding: "latin1",
    highWaterMark: 1 << 20,
  });
  for await (const piece of pieces) {
    const lines = (open + piece).split("\n");
    open = lines.pop() ?? "";
    yield lines.map((text) => ({ text, ended: true }));
  }
  if (open !== "") yield [{ text: open, ended: false }];
}
