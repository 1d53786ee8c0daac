/** The part of the axis that is shown. */
export interface Window {
  from: number;
  to: number;
}

/** Nearer than a millionth of the whole there is nothing to see. */
const nearest = 1e-6;

/** The same place under `anchor`, so many times as wide. */
export function zoomed({ from, to }: Window, factor: number, anchor: number, total: number): Window {
  const width = Math.min(total, Math.max(total * nearest, (to - from) * factor));
  const share = (anchor - from) / (to - from);
  return kept({ from: anchor - share * width, to: anchor + (1 - share) * width }, total);
}

/** Moved to the right by so much, as far as there is something. */
export function moved({ from, to }: Window, by: number, total: number): Window {
  return kept({ from: from + by, to: to + by }, total);
}

/** Around a stretch, with some room on both sides. */
export function around(start: number, end: number, total: number): Window {
  const width = Math.min(total, Math.max((end - start) * 3, total / 50));
  const middle = (start + end) / 2;
  return kept({ from: middle - width / 2, to: middle + width / 2 }, total);
}

function kept({ from, to }: Window, total: number): Window {
  const width = Math.min(total, to - from);
  const start = Math.min(Math.max(0, from), total - width);
  return { from: start, to: start + width };
}

/** Round places for the axis, about so many, and no nearer to one another than `least`. */
export function ticks({ from, to }: Window, count: number, least: number): number[] {
  const rough = Math.max(least, (to - from) / Math.max(1, count));
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => (first + i) * step);
}
