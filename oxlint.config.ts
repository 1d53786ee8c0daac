import { defineConfig, type OxlintOverride } from "oxlint";

/** The folders of packages/core/src from the ground up: each may import from those before it, never from those after. */
const tower = [
  "model",
  "redact",
  "input",
  "syntax",
  "events",
  "evidence",
  "pipeline",
  "rules",
  "notes",
  "diagnosis",
  "report",
];

const noMachine = {
  regex: "^(node:)?(child_process|cluster|dgram|dns|http|http2|https|inspector|readline|repl|tls|tty)(/|$)",
  message: "core runs on any OS and starts nothing: no process, no socket, no terminal",
};

// What net knows of addresses opens nothing.
const noSockets = {
  regex: "^(node:)?net$",
  allowImportNames: ["BlockList", "isIP"],
  message: "core opens no socket",
};

const noFiles = {
  regex: "^(node:)?(fs|zlib)(/|$)",
  message: "only packages/core/src/input/ reads and unpacks files",
};

const floors = tower.map((floor, level) => ({
  files: [`packages/core/src/${floor}/**`],
  rules: restrictedImports([
    noMachine,
    noSockets,
    ...(floor === "input" ? [] : [noFiles]),
    {
      regex: `/(${[...tower.slice(level + 1), "src"].join("|")})/|/(analyze|read-events|index)\\.ts$`,
      message: "a floor of packages/core/src imports only from the floors under it",
    },
  ]),
}));

const staircase = {
  files: ["packages/core/src/*.ts"],
  rules: restrictedImports([noMachine, noSockets, noFiles]),
};

function restrictedImports(
  patterns: { regex: string; message: string }[],
): NonNullable<OxlintOverride["rules"]> {
  return { "no-restricted-imports": ["error", { patterns }] };
}

const untyped: OxlintOverride = {
  files: ["**/*.js"],
  rules: {
    "typescript/no-unsafe-argument": "off",
    "typescript/no-unsafe-assignment": "off",
    "typescript/no-unsafe-call": "off",
    "typescript/no-unsafe-member-access": "off",
    "typescript/no-unsafe-return": "off",
  },
};

export default defineConfig({
  plugins: ["typescript", "import", "unicorn", "oxc", "node", "promise", "vitest", "jsdoc"],
  categories: { correctness: "error", suspicious: "error", perf: "error" },
  env: { node: true, es2024: true },
  ignorePatterns: ["**/dist/**", "**/generated/**", "fixtures/*/**", "!fixtures/lab/**"],
  rules: {
    complexity: ["error", { max: 12 }],
    "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/no-unsafe-argument": "error",
    "typescript/no-unsafe-assignment": "error",
    "typescript/no-unsafe-call": "error",
    "typescript/no-unsafe-member-access": "error",
    "typescript/no-unsafe-return": "error",
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    // The second argument is what a failure says.
    "vitest/valid-expect": ["error", { maxArgs: 2 }],
    "vitest/expect-expect": ["error", { assertFunctionNames: ["expect", "expect*", "fc.assert"] }],

    // A loop that awaits is how a stream is read in order.
    "no-await-in-loop": "off",
    // Spreading says what is meant; the copies are small.
    "oxc/no-map-spread": "off",
    // `then` with an effect is used to fold a promise into another, not to pass a value on.
    "promise/always-return": "off",
    // The compiler's noImplicitReturns says this better.
    "typescript/consistent-return": "off",
    // Narrowing what JSON.parse gave, or a branded number, is an assertion by nature.
    "typescript/no-unsafe-type-assertion": "off",
    // Types already say what a generator yields.
    "jsdoc/require-yields": "off",
    "import/no-named-as-default-member": "off",
    "import/no-unassigned-import": "off",
  },
  overrides: [
    {
      files: ["*.config.ts", "test/closing-line-reporter.ts"],
      rules: { "import/no-default-export": "off" },
    },
    { files: ["packages/*/src/**"], rules: { "no-console": "error" } },
    untyped,
    staircase,
    ...floors,
  ],
});
