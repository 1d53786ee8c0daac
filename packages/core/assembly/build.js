// Compiles what goes over the bytes of traces into packages/core/generated, which is not committed: a module of a few kB that
// carries its bytes.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const target = new URL("../generated/", import.meta.url);
const mostPages = 65536;
const memoryOptions = ["--initialMemory", "1", "--maximumMemory", String(mostPages)];
let wasm = null;
const folder = fileURLToPath(new URL(".", import.meta.url));
// No memory is managed, and nothing aborts. Several threads go over one file: they share its bytes.
const options =
  "--runtime stub --use abort= --noAssert --optimizeLevel 3 --enable simd --enable threads --importMemory --sharedMemory";
const { error } = await asc.main(
  ["index.ts", "--baseDir", folder, "--outFile", "assembly.wasm", ...options.split(" "), ...memoryOptions],
  {
    stderr: process.stderr,
    writeFile(name, contents) {
      if (name.endsWith(".wasm")) wasm = contents;
    },
  },
);
if (error !== null || wasm === null)
  throw new Error("packages/core/assembly does not compile", { cause: error });

const memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true });
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { memory } });
const layout = Object.entries(exports).flatMap(([name, value]) =>
  value instanceof WebAssembly.Global ? [[name, value.value]] : [],
);

mkdirSync(target, { recursive: true });
writeFileSync(
  new URL("assembly.js", target),
  `const bytes = Buffer.from(${JSON.stringify(Buffer.from(wasm).toString("base64"))}, "base64");
export const layout = ${JSON.stringify(Object.fromEntries(layout))};
let compiled = null;
export function createMemory(initial, maximum) {
  try {
    compiled ??= new WebAssembly.Module(bytes);
    return new WebAssembly.Memory({ initial, maximum, shared: true });
  } catch {
    return null;
  }
}
export function instantiate(memory) {
  compiled ??= new WebAssembly.Module(bytes);
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports;
}
`,
);
writeFileSync(
  new URL("assembly.d.ts", target),
  `/** Memory that threads share; it grows by pages of 64 KiB. */
export interface LineMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}
/** What packages/core/assembly/index.ts exports. */
export interface LineFunctions {
  setUp(area: number, fixedTid: number): void;
  setShape(
    pid: boolean,
    comm: boolean,
    context: boolean,
    clock: number,
    clockDigits: number,
    besideClock: boolean,
    syscallNumber: boolean,
    instructionPointer: boolean,
  ): void;
  pick(base: number, start: number, end: number): number;
  lineCount(): number;
  nextStart(): number;
  setLeader(pid: number, clock: number, clockDigits: number, microsInUnit: number): void;
  scan(size: number): number;
  scannedEnd(): number;
}
/** packages/core/assembly/layout.ts, and the bits of the kinds of files. */
export const layout: {
${layout.map(([name]) => `  readonly ${name}: number;\n`).join("")}};
/**
 * Null where this process cannot have it: node --jitless has no WebAssembly, ulimit -v may be too low, a very old CPU lacks what
 * the compiled code needs.
 *
 * @param initial pages
 */
export function createMemory(initial: number, maximum: number): LineMemory | null;
export function instantiate(memory: LineMemory): LineFunctions;
`,
);
