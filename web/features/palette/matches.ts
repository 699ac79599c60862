/** Each word that was typed is in one of the texts, whatever its case, accents and width. */
export function matches(query: string, texts: readonly string[]): boolean {
  const folded = fold(texts.join('\n'));
  return fold(query)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .trim();
}
