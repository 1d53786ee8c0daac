import { main } from "../../packages/cli/src/main.ts";
import { runIn, type Outcome } from "../../packages/cli/test/fake-io.ts";

/** Runs the command in this process, from source, in a folder, as a pipe of 100 columns sees it. */
export async function gotraceIn(folder: string, argv: readonly string[]): Promise<Outcome> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await runIn({ env: { NO_COLOR: "1", COLUMNS: "100" } }, (io) => main(argv, io));
  } finally {
    process.chdir(before);
  }
}
