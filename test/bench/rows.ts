// What is measured. A row more is one entry more.
import { fileURLToPath } from "node:url";
import { firstPart, gzipped, recordedTrace, type BenchInput } from "./inputs.ts";

/** One line of the table. */
export interface BenchRow {
  readonly name: string;
  readonly input: BenchInput;
  /** A Node program and its arguments. */
  readonly program: readonly string[];
  /** The file with the same lines for grep and wc, where the input is compressed. */
  readonly plain?: BenchInput;
  /** It may use all cores of the machine; the others are held on one. */
  readonly isOnAllCores?: boolean;
}

const fileAt = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The command, as it is installed. */
export const gotrace: string = fileAt("../../packages/cli/bin/gotrace.js");

const analyzed = (name: string, input: BenchInput): BenchRow => ({
  name: `analyze, ${name}`,
  input,
  program: [gotrace, "analyze", input.path],
});

/** Makes the inputs that are not there yet, and the rows. */
export async function benchRows(): Promise<BenchRow[]> {
  const small = await recordedTrace("trace-1.1m", 1_100_000);
  const large = await recordedTrace("trace-5m", 5_000_000);
  const eighth = await firstPart(large, 1 / 8, "part-1");
  const megabyte = await firstPart(small, 1e6 / small.bytes, "megabyte");
  const packed = await gzipped(small);
  return [
    analyzed("a megabyte", megabyte),
    analyzed("1.1 million lines", small),
    { ...analyzed("the same, gzip", packed), plain: small },
    analyzed("1/8 of the large one", eighth),
    analyzed("2/8", await firstPart(large, 2 / 8, "part-2")),
    analyzed("4/8", await firstPart(large, 4 / 8, "part-4")),
    analyzed("the large one", large),
    { ...analyzed("the large one on all cores", large), isOnAllCores: true },
    {
      name: "readEvents, 1.1 million lines",
      input: small,
      program: [fileAt("./consume.js"), small.path],
    },
  ];
}
