import type { Origin } from "../model/origin.ts";

/**
 * A place as text that the report makes readable: core's floors know inputs by number, and the input's name is put in
 * when the report is made.
 */
export function locate(origin: Origin): string {
  return `${origin.input}:${origin.line}`;
}
