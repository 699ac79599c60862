/**
 * Text as the value of a filter's option: escaped for the option, and once more for the graph
 * (ffmpeg-filters, "Notes on filtergraph escaping"). Control characters but line breaks are dropped.
 */
export function filterText(text: string): string {
  const clean = [...text].filter((char) => char === '\n' || char >= ' ').join('');
  const option = clean.replace(/[\\':]/g, '\\$&');
  return option.replace(/[\\'[\],;]/g, '\\$&');
}

/** At most so many columns, of which a CJK character takes two; what is cut ends with "…". */
export function cutText(text: string, columns: number): string {
  let taken = 0;
  let kept = '';
  for (const char of text) {
    taken += char >= '\u1100' ? 2 : 1;
    if (taken > columns) return `${kept.trimEnd()}…`;
    kept += char;
  }
  return kept;
}
