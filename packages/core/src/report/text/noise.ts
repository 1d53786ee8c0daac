import type { NoiseReport } from "../../model/report.ts";
import { hanging, padTo, wrap } from "./layout.ts";
import type { Style } from "./style.ts";

/** What looks like trouble and is normal: how often, what, why, and where first. */
export function noiseLines(noise: readonly NoiseReport[], width: number, style: Style): string[] {
  if (noise.length === 0) return wrap("nothing in this record looks like trouble and is none", width);
  const numbers = noise.map(({ count }) => `${count.toLocaleString("en")}×`);
  const column = Math.max(...numbers.map((number) => number.length)) + 2;
  return noise.flatMap(({ at, why }, index) =>
    hanging(padTo(style.strong(numbers[index] ?? ""), column), wrap(`${why} (${at})`, width - column)),
  );
}
