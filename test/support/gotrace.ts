import { main } from "../../packages/cli/src/main.ts";
import { runIn, type Outcome } from "../../packages/cli/test/fake-io.ts";

/** Runs the command in this process, from source, in a folder, as a pipe of 100 columns sees it. */
export function gotraceIn(folder: string, argv: readonly string[]): Promise<Outcome> {
  const env = { NO_COLOR: "1", COLUMNS: "100" };
  return inFolder(folder, () => runIn({ env }, (io) => main(argv, io)));
}

/** Does something in a folder, so that its files have the short names that a user would type. */
export async function inFolder<T>(folder: string, act: () => Promise<T>): Promise<T> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await act();
  } finally {
    process.chdir(before);
  }
}
