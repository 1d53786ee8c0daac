import { causePagesMarkdown } from "./support/cause-pages.ts";
import { doctorPageMarkdown } from "./support/doctor-page.ts";
import { notePagesMarkdown } from "./support/note-pages.ts";
import { expect, test } from "vitest";

// `npm run docs` writes the file anew.
test("docs/causes.md has the page of every cause as the rules have it", async () => {
  await expect(causePagesMarkdown()).toMatchFileSnapshot("../docs/causes.md");
});

test("docs/notes.md has every kind of note", async () => {
  await expect(notePagesMarkdown()).toMatchFileSnapshot("../docs/notes.md");
});

test("docs/doctor.md says what doctor finds, and what it cannot know", async () => {
  await expect(doctorPageMarkdown()).toMatchFileSnapshot("../docs/doctor.md");
});
