/** Each word that was typed is in one of the texts, whatever its case, accents and width. */
export function matches(query: string, texts: readonly string[]): boolean {
  const folded = fold(texts.join('\n'));
  return fold(query)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

/** Those first whose own name was typed, not that of something of theirs; else as they were. */
export function namedFirst<T extends { readonly name: string }>(
  query: string,
  found: readonly T[],
): T[] {
  const isNamed = ({ name }: T): boolean => matches(query, [name]);
  return [...found.filter(isNamed), ...found.filter((one) => !isNamed(one))];
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .trim();
}
