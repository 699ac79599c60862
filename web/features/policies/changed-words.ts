import type { PolicyWord } from './use-policy-words.ts';

export interface ChangedWord extends PolicyWord {
  /** What it was; null when that policy said nothing of it. */
  readonly before: string | null;
}

/** What is different in `after`, in its order. */
export function changedWords(
  before: readonly PolicyWord[],
  after: readonly PolicyWord[],
): readonly ChangedWord[] {
  const old = new Map(before.map(({ id, value }) => [id, value]));
  return after
    .filter(({ id, value }) => old.get(id) !== value)
    .map((word) => ({ ...word, before: old.get(word.id) ?? null }));
}
