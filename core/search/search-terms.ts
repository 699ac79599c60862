import { findFolded, foldText } from './fold.ts';

/** A part of a text that is marked, in its own UTF-16 units. */
export interface MarkedPart {
  readonly from: number;
  readonly to: number;
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

/** Where the terms stand in these texts together; null when one of them stands in none. */
export function findTerms(
  texts: readonly string[],
  terms: readonly string[],
): readonly (readonly MarkedPart[])[] | null {
  const folded = texts.map(foldText);
  if (!terms.every((term) => folded.some((text) => text.includes(term)))) return null;
  return texts.map((text) =>
    terms.flatMap((term) => findFolded(text, term)).sort((a, b) => a.from - b.from),
  );
}
