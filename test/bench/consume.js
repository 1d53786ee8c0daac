// Reads every event of a trace, each fully typed: `node consume.js TRACE`. Without types, which node would take off first.
import { argumentsOf, readEvents } from "@gotrace/core";

for await (const event of readEvents(process.argv[2] ?? "")) {
  if (event.kind === "syscall") argumentsOf(event);
}
