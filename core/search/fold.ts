/** White space is ignored in a search: models of writing lose it between words. */
const SPACE = /\s+/gu;

/** Marks that look alike on a screen, and of which a reader takes one for the other. */
const SAME_MARKS: readonly (readonly [RegExp, string])[] = [
  [/[‐‑‒–—―−]/gu, '-'],
  [/[‘’‚′`´]/gu, "'"],
  [/[“”„″«»]/gu, '"'],
  [/[。．·•・]/gu, '.'],
];

/** Beside the signs that NFKC makes one of (full and half width, ligatures). */
export function foldText(text: string): string {
  return foldMarks(text).toLowerCase().replace(SPACE, '');
}

/** As `foldText`, but spaces and capitals stay. */
export function foldMarks(text: string): string {
  return SAME_MARKS.reduce(
    (folded, [marks, mark]) => folded.replace(marks, mark),
    text.normalize('NFKC'),
  );
}

/** A part of a text that is marked, in its own UTF-16 units. */
export interface MarkedPart {
  readonly from: number;
  readonly to: number;
}

/** Where a folded query stands in a text, first to last. */
export function findFolded(text: string, query: string): MarkedPart[] {
  if (query === '') return [];
  const { folded, parts: places } = mapFolded(text, foldText);
  const parts: MarkedPart[] = [];
  for (let at = folded.indexOf(query); at >= 0; at = folded.indexOf(query, at + query.length)) {
    const last = places[at + query.length - 1];
    const from = places[at]?.from;
    if (from !== undefined && last !== undefined) parts.push({ from, to: last.to });
  }
  return parts;
}

/** The folded text, and which part of the text each of its units comes from. */
export function mapFolded(
  text: string,
  fold: (cluster: string) => string,
): { readonly folded: string; readonly parts: readonly MarkedPart[] } {
  const parts: MarkedPart[] = [];
  let folded = '';
  let from = 0;
  for (const cluster of text.normalize('NFC').match(CLUSTER) ?? []) {
    const part = { from, to: from + cluster.length };
    const piece = fold(cluster);
    for (let unit = 0; unit < piece.length; unit += 1) parts.push(part);
    folded += piece;
    from = part.to;
  }
  return { folded, parts };
}

/** A sign with all that combines with it. */
const CLUSTER = /\P{M}\p{M}*|^\p{M}+/gu;
