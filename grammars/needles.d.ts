import type { Plugin } from "peggy";

export const askForNeedles: Plugin;
