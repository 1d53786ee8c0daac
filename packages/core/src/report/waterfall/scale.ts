/** From milliseconds to columns of a picture, and the marks of its axis. */
export interface Scale {
  fromMs: number;
  toMs: number;
  width: number;
  /** From 0 to `width` - 1; what is outside stands at the border. */
  columnOf(ms: number): number;
}

export function scaleOf(fromMs: number, toMs: number, width: number): Scale {
  const length = Math.max(toMs - fromMs, Number.MIN_VALUE);
  const columnOf = (ms: number): number => {
    const column = Math.floor(((ms - fromMs) / length) * width);
    return Math.min(Math.max(column, 0), width - 1);
  };
  return { fromMs, toMs, width, columnOf };
}

/** Round times, far enough apart for their labels, the first at or after the scale's start. */
export function ticks({ fromMs, toMs, width }: Scale): number[] {
  const most = Math.max(1, Math.floor(width / 12));
  const step = roundUp((toMs - fromMs) / most);
  const first = Math.ceil(fromMs / step) * step;
  const times: number[] = [];
  for (let i = 0; first + i * step <= toMs && i <= most; i += 1) times.push(first + i * step);
  return times;
}

/** The next 1, 2 or 5 times a power of ten. */
function roundUp(ms: number): number {
  if (!(ms > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(ms));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= ms) ?? 10;
  return factor * power;
}
