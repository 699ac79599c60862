export interface NoticePart {
  /** Lines that begin with "# " are headings. */
  readonly isHeading: boolean;
  readonly text: string;
}

/** The paragraphs of a notice, which are set apart by empty lines. */
export function noticeParts(text: string): readonly NoticePart[] {
  return text
    .split(/\n\s*\n|\n(?=#+ )|(?<=^#+ .*)\n/m)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => ({ isHeading: /^#+ /.test(part), text: part.replace(/^#+ /, '') }));
}

export interface NoticeChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** The paragraphs that one version has and the other has not. Null where they say the same. */
export function noticeChanges(before: string, now: string): NoticeChanges | null {
  const [old, next] = [textsOf(before), textsOf(now)];
  const added = next.filter((text) => !old.includes(text));
  const removed = old.filter((text) => !next.includes(text));
  return added.length + removed.length === 0 ? null : { added, removed };
}

function textsOf(notice: string): readonly string[] {
  return noticeParts(notice).map(({ text }) => text);
}
