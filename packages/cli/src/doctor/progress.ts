import type { Measurement } from "@gotrace/core";
import type { Io } from "../io.ts";

/** Shows on a terminal what was asked last, and takes it away again. */
export interface CheckProgress {
  show: (measurement: Measurement) => void;
  clear: () => Promise<void>;
}

export function checkProgress({ stderr }: Io): CheckProgress {
  let count = 0;
  return {
    show: ({ link, name }) => {
      count += 1;
      if (!stderr.isTerminal) return;
      const room = (stderr.columns ?? 80) - 1;
      const words = `${count} checks: ${link}: ${name}`.replaceAll(/[\p{Cc}\p{Cf}]/gu, "?");
      void stderr.write(`\r\u001b[K${words.slice(0, room)}`);
    },
    clear: async () => {
      if (stderr.isTerminal && count > 0) await stderr.write("\r\u001b[K");
    },
  };
}
