// Bundles the command and the core into packages/cli/dist, which is not committed: Node takes longer to find and open some
// hundred small files than to read a trace of a megabyte. Other people's packages stay outside, each with its licence.
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const here = fileURLToPath(new URL(".", import.meta.url));
const { dependencies } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const bundle = await rolldown({
  cwd: here,
  // The thread of core that reads a part of a large trace is a file of its own, beside the one that starts it.
  input: { main: "src/main.ts", io: "src/io.ts", "pick-worker": "../core/src/events/pick-worker.ts" },
  platform: "node",
  external: Object.keys(dependencies),
  resolve: { conditionNames: ["@gotrace/source", "node", "import"] },
  // A module is loaded where it is needed: one that the entry needs anyway may be asked for again.
  checks: { ineffectiveDynamicImport: false },
});
rmSync(`${here}dist`, { recursive: true, force: true });
await bundle.write({
  dir: "dist",
  entryFileNames: "[name].js",
  chunkFileNames: "[name].js",
  sourcemap: true,
});
