import type { OpenFile } from "../model/event.ts";
import type { Setting } from "../model/facts.ts";
import { bufferOf, openFileOf, returned } from "./call-arguments.ts";
import { type Collector, endOf } from "./collector.ts";

/** Files whose bytes, as go read them, tell its settings. */
const filesOfInterest = ["/go/env", "/go.env"];

/**
 * Settings that go read from its own files: the user's (`go env -w`) and GOROOT's. cmd/go/internal/cfg, initEnvCache:
 * NAME=value lines, others are ignored.
 */
export function collectEnvFiles(settings: Setting[]): Collector {
  return {
    wanted: [
      { name: "read", paths: filesOfInterest },
      { name: "pread64", paths: filesOfInterest },
    ],
    onSyscall(call, state) {
      if ((returned(call) ?? 0) === 0) return;
      const file = openFileOf(call, state);
      if (file === null || !isEnvFile(file)) return;
      for (const line of bufferOf(call).bytes.split("\n")) {
        const setting = /^(GO[A-Z0-9]+)=(.*)$/.exec(line);
        if (setting) {
          const [, name = "", value = ""] = setting;
          settings.push({ name, value, source: "go-env-file", at: endOf(call).at });
        }
      }
    },
  };
}

function isEnvFile(file: OpenFile): boolean {
  return file.kind === "file" && filesOfInterest.some((name) => file.path?.endsWith(name) === true);
}
