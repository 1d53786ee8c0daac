// Bundles each package into a few files in its dist, which is not committed: Node takes longer to find and open some hundred
// small files than to read a trace of a megabyte. The command brings the core with it. Other people's packages stay
// outside, each with its licence.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

// The thread of core that reads a part of a large trace is a file of its own, beside the one that starts it.
await bundle("core", { index: "src/index.ts", "pick-worker": "src/events/pick-worker.ts" });
await bundle("cli", {
  main: "src/main.ts",
  io: "src/io.ts",
  "pick-worker": "../core/src/events/pick-worker.ts",
});

async function bundle(name, input) {
  const folder = new URL(`${name}/`, import.meta.url);
  const { dependencies } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
  const modules = await rolldown({
    cwd: fileURLToPath(folder),
    input,
    platform: "node",
    external: Object.keys(dependencies),
    resolve: { conditionNames: ["@gotrace/source", "node", "import"] },
    // A module is loaded where it is needed: one that the entry needs anyway may be asked for again.
    checks: { ineffectiveDynamicImport: false },
  });
  await modules.write({
    dir: "dist",
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    sourcemap: true,
  });
}
