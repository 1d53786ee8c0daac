import { defineConfig } from "vitest/config";

export default defineConfig({
  ssr: { resolve: { conditions: ["@gotrace/source", "module", "node", "development|production"] } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts", "fixtures/lab/**/*.test.ts"],
    env: { NO_COLOR: "1", TZ: "UTC", LC_ALL: "C" },
    testTimeout: 60_000,
    reporters: ["default", "./test/closing-line-reporter.ts"],
  },
});
