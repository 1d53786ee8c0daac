import type { Reporter, TestModule } from "vitest/node";

/**
 * Prints what was skipped, with the reason that stands in its name, and the counts as one plain last line, which CI
 * systems without a vitest plug-in can read.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state] += 1;
        if (state === "skipped") process.stdout.write(`${test.fullName}\n`);
      }
      // A file that cannot be loaded, or a hook that throws, fails no test of its own.
      count.failed += module.errors().length;
      for (const suite of module.children.allSuites()) count.failed += suite.errors().length;
    }
    process.stdout.write(
      `${count.passed} passed, ${count.failed} failed, ${count.skipped + count.pending} skipped\n`,
    );
  }
}
