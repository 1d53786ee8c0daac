// Modules for the benchmarks of gotrace record: made up, of the size that real ones have.
import type { SourceModule } from "../../fixtures/lab/module-zip.ts";

const words =
  "func return package import string error nil if err := range for struct type interface map context // the a of is Value Key Name\n\t".split(
    " ",
  );

/** Text that compresses about as well as source does; the same each time. */
function source(bytes: number, seed: number): string {
  let state = seed;
  let text = "package a\n\n// ";
  while (text.length < bytes) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += `${words[state % words.length]}${state % 7 === 0 ? state.toString(36) : ""} `;
  }
  return `${text.replaceAll("\n", "\n// ")}\n`;
}

export interface ModuleSizes {
  readonly modules: number;
  readonly files: number;
  /** Of each file. */
  readonly bytes: number;
}

export function modulesOf({ modules, files, bytes }: ModuleSizes): SourceModule[] {
  return Array.from({ length: modules }, (_, index): SourceModule => {
    const path = `example.com/module${index + 1}`;
    const names = Array.from({ length: files }, (__, file) => `file${file + 1}.go`);
    return {
      path,
      version: "v1.0.0",
      gomod: `module ${path}\n\ngo 1.19\n`,
      files: Object.fromEntries(names.map((name, file) => [name, source(bytes, index * 1000 + file + 1)])),
    };
  });
}
