import { expect, test } from "vitest";
import { keepsToLocal, toolchainNeed } from "../../src/pipeline/toolchain-need.ts";

// As cmd/go/internal/toolchain/select.go decides.
test.each([
  ["go1.22.12", "auto", "1.24.0", null, { name: "go1.24.0", mayFetch: true }],
  ["go1.22.12", "auto", "1.24", null, { name: "go1.24.0", mayFetch: true }],
  ["go1.22.12", "auto", "1.22.0", "go1.23.4", { name: "go1.23.4", mayFetch: true }],
  ["go1.22.12", "auto", "1.24.0", "go1.23.4", { name: "go1.24.0", mayFetch: true }],
  ["go1.22.12", "path", "1.24.0", null, { name: "go1.24.0", mayFetch: false }],
  ["go1.22.12", "go1.23.1+auto", "1.21", null, { name: "go1.23.1", mayFetch: true }],
  ["go1.22.12", "go1.23.1", "1.24.0", null, { name: "go1.23.1", mayFetch: true }],
  ["go1.22.12", "auto", "1.22.12", "go1.22.3", null],
  ["go1.22.12", "auto", "1.22.0", "default", null],
  ["go1.22.12", "local", "1.24.0", null, null],
  ["go1.22.12", "", "1.24.0", null, null],
  ["go1.19.8", "auto", "1.24.0", null, null],
  ["go1.22.12", "auto", null, null, null],
])("%s with GOTOOLCHAIN=%s, go %s, toolchain %s", (local, gotoolchain, goLine, toolchainLine, need) => {
  expect(toolchainNeed({ local, gotoolchain, goLine, toolchainLine })).toEqual(need);
});

test("which go refuses what wants a newer one", () => {
  expect(keepsToLocal("go1.22.12", "local")).toBe(true);
  expect(keepsToLocal("go1.22.12", "")).toBe(true);
  expect(keepsToLocal("go1.22.12", "auto")).toBe(false);
  // It knows of no such thing.
  expect(keepsToLocal("go1.19.8", "local")).toBe(false);
});
