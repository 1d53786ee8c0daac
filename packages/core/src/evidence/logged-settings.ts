import type { AttributedMessage, Setting } from "../model/facts.ts";
import type { MessageBody } from "../model/message.ts";

/** What a log shows of go's settings: the output of `go env`, a shell's `export`, a Dockerfile's ENV, a CI system's env. */
export function loggedSettings(messages: readonly AttributedMessage[]): Setting[] {
  return messages.flatMap(({ message: { body, origin } }) =>
    body.kind === "env-setting" && /^GO|_proxy$/i.test(body.name)
      ? [{ name: body.name, value: body.value, source: sourceOf(body), at: origin, file: null }]
      : [],
  );
}

function sourceOf({ source }: Extract<MessageBody, { kind: "env-setting" }>): Setting["source"] {
  switch (source) {
    case "go-env":
      return "go-env-output";
    case "go-env-w":
      return "go-env-file";
    case "shell":
    case "dockerfile":
    case "unset":
      return "log";
  }
}
