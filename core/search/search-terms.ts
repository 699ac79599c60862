import { findNumbers } from './find-numbers.ts';
import { findFolded, foldText, type MarkedPart } from './fold.ts';
import type { NumberKind } from './number-kinds.ts';

/** What a search is for: all terms, and a number of a kind where one is named. */
export interface Sought {
  /** Folded. */
  readonly terms: readonly string[];
  readonly numbers: NumberKind | null;
}

const TERM = /"([^"]*)"|“([^”]*)”|(\S+)/gu;

/**
 * What a text must hold, folded: each word of a query, or what stands between quotation marks as one.
 * The same term twice is one.
 */
export function searchTerms(query: string): readonly string[] {
  const terms = [...query.matchAll(TERM)].map(([, quoted, curly, word]) =>
    foldText(quoted ?? curly ?? word ?? ''),
  );
  return [...new Set(terms)].filter((term) => term !== '');
}

/** Where what is sought stands in these texts together; null when a part of it stands in none. */
export function findSought(
  texts: readonly string[],
  { terms, numbers }: Sought,
): readonly (readonly MarkedPart[])[] | null {
  const folded = texts.map(foldText);
  if (!terms.every((term) => folded.some((text) => text.includes(term)))) return null;
  const found = texts.map((text) => (numbers === null ? [] : findNumbers(text, numbers)));
  if (numbers !== null && found.every((parts) => parts.length === 0)) return null;
  return texts.map((text, index) =>
    [...terms.flatMap((term) => findFolded(text, term)), ...(found[index] ?? [])].sort(
      (a, b) => a.from - b.from,
    ),
  );
}
