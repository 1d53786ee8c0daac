import type { NoteKind } from "../../src/model/note.ts";
import type { Scene } from "../../src/notes/note-rule.ts";

/** What a kind of note must be given for, with a piece of its sentence, and what looks alike and is fine. */
export interface NoteCases {
  for: readonly [label: string, scene: Scene, text: RegExp][];
  against: readonly [label: string, scene: Scene][];
}

/** Cases by kind; a kind that is missing fails a test. */
export type CasesByKind = Partial<Readonly<Record<NoteKind, NoteCases>>>;
