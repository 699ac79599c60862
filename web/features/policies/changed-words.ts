import type { PolicyWord } from '@workcompanion/core/policy/policy-words';

type Word = Pick<PolicyWord, 'id' | 'label' | 'value'>;

export interface ChangedWord extends Word {
  /** What it was; null when that policy said nothing of it. */
  readonly before: string | null;
}

/** What is different in `after`, in its order. */
export function changedWords(
  before: readonly Word[],
  after: readonly Word[],
): readonly ChangedWord[] {
  const old = new Map(before.map(({ id, value }) => [id, value]));
  return after
    .filter(({ id, value }) => old.get(id) !== value)
    .map((word) => ({ ...word, before: old.get(word.id) ?? null }));
}
