import type { Fix } from "../model/fix.ts";
import type { Subject } from "../rules/rule.ts";

// A trace is a stranger's text, and a fix is made to be pasted into a shell.

/** Characters that a shell gives a meaning to, and that no module path, host, URL of a fetch or sane file name holds. */
const shellMeaning = /[`$;|<>\\"'(){}\n\r\0]|&&/;

/** Takes the command away from fixes that would hand a name from the record to a shell that would not see a name in it. */
export function pasteSafe(fixes: readonly Fix[], subject: Subject): Fix[] {
  const hostile = [...recordedTexts(subject)].filter((text) => shellMeaning.test(text));
  return fixes.map((fix) => {
    const { command } = fix;
    const unsafe = command !== null && hostile.some((text) => command.includes(text));
    return { ...fix, command: unsafe ? null : command };
  });
}

/** Every text of the record that a rule may have put into a command; the command line itself is quoted where it is made. */
function* recordedTexts({ failure, module, moduleVersion, host, url, path }: Subject): Generator<string> {
  yield* [module, moduleVersion, host, url, path];
  yield* textsIn(failure.error);
  yield* textsIn(failure.around);
  yield* textsIn(failure.context);
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") {
    if (value !== "") yield value;
  } else if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) yield* textsIn(inner);
  }
}
