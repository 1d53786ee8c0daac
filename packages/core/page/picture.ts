import type { SpanKind, Timeline } from "@gotrace/core";
import { spanKinds } from "../src/model/timeline.ts";
import { element } from "./dom.ts";
import { draw, headHeight, placeAt, rowHeight, type Colors, type Frame } from "./draw.ts";
import { endOf, lastBefore, sceneOf, startOf, type Scene } from "./scene.ts";
import { around, moved, zoomed } from "./window.ts";
import { spanSentence } from "./words.ts";

/** The waterfall of one run. */
export interface Picture {
  root: HTMLElement;
  zoom: (factor: number) => void;
  fit: () => void;
  /** Selects, without a word to `onSelect`, and brings into view; `near` zooms to it. */
  show: (id: number | null, near: boolean) => void;
  search: (found: ReadonlySet<number> | null) => void;
  redraw: () => void;
  /** At once, for paper. */
  paint: () => void;
}

/** Draws into a canvas only what is in view: the length of the record does not matter. */
export function pictureOf(timeline: Timeline, onSelect: (id: number) => void): Picture {
  const scene = sceneOf(timeline);
  const canvas = element("canvas", {
    tabindex: "0",
    role: "application",
    "aria-roledescription": "waterfall",
    "aria-label": `Waterfall of ${timeline.spans.length} spans in ${timeline.lanes.length} lanes. The arrow keys go from span to span, plus and minus zoom, 0 shows all, Enter shows a span's evidence. The table below holds the same spans.`,
  });
  const content = element("div", {}, canvas);
  const root = element("div", { class: "waterfall" }, content);
  const contentHeight = headHeight + scene.rows.length * rowHeight + 8;
  content.style.height = `${contentHeight}px`;
  const frame: Frame = {
    scene,
    window: { from: 0, to: scene.total },
    width: 0,
    height: 0,
    gutter: 0,
    scrollTop: 0,
    selected: null,
    found: null,
    colors: colorsOf(root),
  };

  let pending = false;
  const redraw = (): void => {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      paint();
    });
  };
  const paint = (): void => {
    frame.width = root.clientWidth;
    if (frame.width === 0) return;
    frame.height = Math.min(contentHeight, Math.max(160, globalThis.innerHeight * 0.6));
    frame.gutter = Math.min(190, frame.width / 4);
    frame.scrollTop = root.scrollTop;
    frame.colors = colorsOf(root);
    root.style.height = `${frame.height}px`;
    const ratio = globalThis.devicePixelRatio || 1;
    canvas.width = Math.round(frame.width * ratio);
    canvas.height = Math.round(frame.height * ratio);
    canvas.style.width = `${frame.width}px`;
    canvas.style.height = `${frame.height}px`;
    const context = canvas.getContext("2d");
    if (context === null) return;
    context.scale(ratio, ratio);
    draw(context, frame);
    canvas.dataset["from"] = String(frame.window.from);
    canvas.dataset["to"] = String(frame.window.to);
    canvas.dataset["selected"] = String(frame.selected ?? "");
  };
  const zoom = (factor: number, anchor = middleOf(frame)): void => {
    frame.window = zoomed(frame.window, factor, anchor, scene.total);
    redraw();
  };
  const fit = (): void => {
    frame.window = { from: 0, to: scene.total };
    redraw();
  };
  const show = (id: number | null, near: boolean): void => {
    frame.selected = id;
    if (id !== null) bringIntoView(root, frame, id, near);
    redraw();
  };
  const select = (id: number | null): void => {
    if (id === null) return;
    show(id, false);
    onSelect(id);
  };

  listenToPointer(canvas, root, frame, { redraw, zoom, select });
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keyAct(event.key, frame, { zoom, fit, select });
    if (act === null) return;
    event.preventDefault();
    act();
  });
  root.addEventListener("scroll", redraw);
  new ResizeObserver(redraw).observe(root);
  return {
    root,
    zoom,
    fit,
    show,
    search: (found) => {
      frame.found = found;
      redraw();
    },
    redraw,
    paint,
  };
}

function middleOf({ window, selected, scene }: Frame): number {
  const span = selected === null ? undefined : scene.timeline.spans[selected];
  const start = span === undefined ? null : startOf(scene.timeline, span);
  const middle = (window.from + window.to) / 2;
  return start === null || start < window.from || start > window.to ? middle : start;
}

interface Acts {
  redraw: () => void;
  zoom: (factor: number, anchor?: number) => void;
  fit: () => void;
  select: (id: number | null) => void;
}

function listenToPointer(
  canvas: HTMLCanvasElement,
  root: HTMLElement,
  frame: Frame,
  { redraw, zoom, select }: Omit<Acts, "fit">,
): void {
  let held: { x: number; y: number; far: boolean } | null = null;
  canvas.addEventListener("pointerdown", (event) => {
    held = { x: event.offsetX, y: event.offsetY, far: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (held === null) {
      const id = spanAt(frame, event.offsetX, event.offsetY);
      const span = id === null ? undefined : frame.scene.timeline.spans[id];
      canvas.title = span === undefined ? "" : spanSentence(frame.scene.timeline, span);
      canvas.style.cursor = span === undefined ? "" : "pointer";
      return;
    }
    const by = event.offsetX - held.x;
    const down = event.offsetY - held.y;
    if (!held.far && Math.abs(by) + Math.abs(down) < 4) return;
    const { from, to } = frame.window;
    frame.window = moved(frame.window, (-by * (to - from)) / (frame.width - frame.gutter), frame.scene.total);
    root.scrollTop -= down;
    held = { x: event.offsetX, y: event.offsetY, far: true };
    redraw();
  });
  canvas.addEventListener("pointerup", (event) => {
    if (held !== null && !held.far) select(spanAt(frame, event.offsetX, event.offsetY));
    held = null;
  });
  canvas.addEventListener("pointercancel", () => {
    held = null;
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      // A plain wheel scrolls the page, as everywhere.
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.ctrlKey || event.metaKey)
        zoom(1.002 ** event.deltaY, placeAt(frame, Math.max(frame.gutter, event.offsetX)));
      else if (sideways === 0 || Math.abs(sideways) < Math.abs(event.deltaY) / 2) return;
      else {
        const { from, to } = frame.window;
        frame.window = moved(
          frame.window,
          (sideways * (to - from)) / (frame.width - frame.gutter),
          frame.scene.total,
        );
        redraw();
      }
      event.preventDefault();
    },
    { passive: false },
  );
}

/** What a key does; null for a key that is not ours. */
function keyAct(key: string, frame: Frame, { zoom, fit, select }: Omit<Acts, "redraw">): (() => void) | null {
  switch (key) {
    case "+":
    case "=":
      return () => zoom(0.5);
    case "-":
      return () => zoom(2);
    case "0":
    case "Escape":
      return fit;
    case "ArrowRight":
      return () => select(neighbour(frame, 1));
    case "ArrowLeft":
      return () => select(neighbour(frame, -1));
    case "ArrowDown":
      return () => select(inNextRow(frame, 1));
    case "ArrowUp":
      return () => select(inNextRow(frame, -1));
    case "Enter":
    case " ":
      return () => select(frame.selected ?? firstOf(frame.scene));
    default:
      return null;
  }
}

function firstOf({ timeline, rowOf }: Scene): number | null {
  return (
    (timeline.spans.find(({ failing, id }) => failing && rowOf.has(id)) ?? timeline.spans[0])?.id ?? null
  );
}

function neighbour({ scene, selected }: Frame, step: number): number | null {
  if (selected === null) return firstOf(scene);
  const spans = scene.rows[scene.rowOf.get(selected) ?? -1]?.spans ?? [];
  return spans[spans.findIndex(({ id }) => id === selected) + step]?.id ?? null;
}

/** The span of the next row that has any, which began last before the selected one does, or else that row's first. */
function inNextRow({ scene, selected }: Frame, step: number): number | null {
  const span = selected === null ? undefined : scene.timeline.spans[selected];
  if (span === undefined) return firstOf(scene);
  let index = (scene.rowOf.get(span.id) ?? 0) + step;
  while (scene.rows[index]?.spans.length === 0) index += step;
  const row = scene.rows[index];
  if (row === undefined) return null;
  const near = lastBefore(scene, row, startOf(scene.timeline, span) ?? 0);
  return row.spans[Math.max(0, near)]?.id ?? null;
}

/** The span under the pointer, or the nearest within a few columns. */
function spanAt(frame: Frame, x: number, y: number): number | null {
  const { scene, scrollTop, gutter } = frame;
  const row = scene.rows[Math.floor((y - headHeight + scrollTop) / rowHeight)];
  if (row === undefined || y < headHeight || x < gutter) return null;
  const slack = placeAt(frame, x + 4) - placeAt(frame, x);
  const place = placeAt(frame, x);
  const span = row.spans[lastBefore(scene, row, place + slack)];
  return span !== undefined && endOf(scene, span) >= place - slack ? span.id : null;
}

function bringIntoView(root: HTMLElement, frame: Frame, id: number, near: boolean): void {
  const { scene } = frame;
  const span = scene.timeline.spans[id];
  const row = scene.rowOf.get(id);
  const start = span === undefined ? null : startOf(scene.timeline, span);
  if (span === undefined || start === null || row === undefined) return;
  const end = endOf(scene, span);
  const { from, to } = frame.window;
  if (near || end < from || start > to) frame.window = around(start, end, scene.total);
  const top = row * rowHeight;
  if (top < root.scrollTop) root.scrollTop = top;
  const room = frame.height - headHeight - rowHeight;
  if (room > 0 && top > root.scrollTop + room) root.scrollTop = top - room;
}

function colorsOf(root: HTMLElement): Colors {
  const style = getComputedStyle(root.isConnected ? root : document.documentElement);
  const color = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: color("text"),
    faint: color("faint"),
    line: color("line"),
    surface: color("surface"),
    stripe: color("stripe"),
    bad: color("bad"),
    badFill: color("bad-fill"),
    gap: color("gap"),
    focus: color("focus"),
    font: "system-ui, sans-serif",
    kinds: Object.fromEntries(spanKinds.map((kind) => [kind, color(`kind-${kind}`)])) as Record<
      SpanKind,
      string
    >,
  };
}
