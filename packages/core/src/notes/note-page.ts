import { noteKinds, type NoteKind } from "../model/note.ts";
import { noteRules } from "./registry.ts";

/** What is known of a kind of note apart from any run. */
export interface NotePage {
  kind: NoteKind;
  /** One line, without a final full stop. */
  title: string;
  why: string;
  links: string[];
}

/** The page of every kind of note, in the order in which a report has them. */
export function notePages(): NotePage[] {
  return noteKinds.map((kind) => {
    const { title, why, links } = noteRules[kind];
    return { kind, title, why, links: [...links] };
  });
}
