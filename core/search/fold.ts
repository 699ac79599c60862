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
  const plain = SAME_MARKS.reduce(
    (folded, [marks, mark]) => folded.replace(marks, mark),
    text.normalize('NFKC').toLowerCase(),
  );
  return plain.replace(SPACE, '');
}

/** A part of a text, in its own UTF-16 units. */
interface TextPart {
  readonly from: number;
  readonly to: number;
}

/** Where a folded query stands in a text, first to last. */
export function findFolded(text: string, query: string): TextPart[] {
  if (query === '') return [];
  const { folded, starts } = foldByCharacter(text);
  const parts: TextPart[] = [];
  for (let at = folded.indexOf(query); at >= 0; at = folded.indexOf(query, at + query.length)) {
    const last = starts[at + query.length - 1];
    const from = starts[at]?.from;
    if (from !== undefined && last !== undefined) parts.push({ from, to: last.to });
  }
  return parts;
}

/** The folded text, and which part of the text each of its units comes from. */
function foldByCharacter(text: string) {
  const starts: TextPart[] = [];
  let folded = '';
  let from = 0;
  for (const cluster of text.normalize('NFC').match(CLUSTER) ?? []) {
    const part = { from, to: from + cluster.length };
    const piece = foldText(cluster);
    for (let unit = 0; unit < piece.length; unit += 1) starts.push(part);
    folded += piece;
    from = part.to;
  }
  return { folded, starts };
}

/** A sign with all that combines with it. */
const CLUSTER = /\P{M}\p{M}*|^\p{M}+/gu;
