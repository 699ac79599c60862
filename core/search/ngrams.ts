/** Writing without spaces, in which two signs are often a whole word. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * The pieces of a folded text that an index knows: two neighbours where one is of a dense script, else
 * three. Each piece of a part is a piece of the whole: what lacks one of a query's pieces lacks the query.
 */
export function ngramsOf(folded: string): Set<string> {
  const signs = [...folded];
  const isDense = signs.map((sign) => DENSE.test(sign));
  const found = new Set<string>();
  for (const [index, sign] of signs.entries()) {
    const next = signs[index + 1];
    if (next === undefined) break;
    if (isDense[index] || isDense[index + 1]) {
      found.add(sign + next);
      continue;
    }
    const third = signs[index + 2];
    if (third !== undefined && !isDense[index + 2]) found.add(sign + next + third);
  }
  return found;
}
