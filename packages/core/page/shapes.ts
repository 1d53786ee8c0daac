type Context = CanvasRenderingContext2D;

/** A rectangle of the picture. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Fills an area with slanted lines. */
export function hatch(context: Context, area: Area, color: string): void {
  const { x, y, width, height } = area;
  clipped(context, area, () => {
    context.strokeStyle = color;
    context.lineWidth = 1;
    context.beginPath();
    // Only what is on the canvas: a gap may be many times as wide when zoomed into.
    const from = Math.max(x, 0) - height;
    const to = Math.min(x + width, context.canvas.clientWidth);
    for (let column = from - (from % 8); column < to; column += 8) {
      context.moveTo(column, y + height);
      context.lineTo(column + height, y);
    }
    context.stroke();
  });
}

/** A frame, as thick as told, that lies inside of the area. */
export function outline(
  context: Context,
  { x, y, width, height }: Area,
  color: string,
  weight: number,
): void {
  context.strokeStyle = color;
  context.lineWidth = weight;
  context.strokeRect(x + weight / 2, y + weight / 2, Math.max(1, width - weight), height - weight);
}

export function line(context: Context, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** Draws nothing outside of an area. */
export function clipped(context: Context, { x, y, width, height }: Area, act: () => void): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  act();
  context.restore();
}

/** As much of a text as there is room for. */
export function fitted(context: Context, text: string, room: number): string {
  const start = text.length > 300 ? text.slice(0, 300) : text;
  if (room <= 0) return "";
  if (context.measureText(start).width <= room) return start;
  let low = 0;
  let high = start.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${start.slice(0, middle)}…`).width <= room) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? "" : `${start.slice(0, low)}…`;
}
