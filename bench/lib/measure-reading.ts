import { foldText } from '../../core/search/fold.ts';
import type { ScreenLine } from '../../workers/texts/screen-reader.ts';
import type { DrawnLine } from './drawn-screens.ts';

interface Reading {
  readonly characters: number;
  readonly wrong: number;
  readonly words: number;
  readonly found: number;
  readonly tokens: number;
  readonly tokensFound: number;
  /** Lines that were read otherwise than drawn. */
  readonly misread: readonly { readonly drawn: string; readonly read: string }[];
}

/** What was read of each drawn line, compared sign by sign and word by word; white space aside. */
export function measureReading(drawn: readonly DrawnLine[], read: readonly ScreenLine[]): Reading {
  const total = { characters: 0, wrong: 0, words: 0, found: 0, tokens: 0, tokensFound: 0 };
  const misread: { drawn: string; read: string }[] = [];
  for (const line of drawn) {
    const parts = read
      .filter(({ box }) => isOn(line, box))
      .sort((a, b) => a.box.x - b.box.x)
      .map(({ text }) => text);
    const text = foldText(parts.join(' '));
    const right = foldText(line.text);
    total.characters += right.length;
    total.wrong += distance(right, text);
    for (const word of wordsOf(line.text)) {
      total.words += 1;
      if (text.includes(foldText(word))) total.found += 1;
    }
    const readTokens = new Set(parts.join(' ').toLowerCase().split(/\s+/));
    for (const token of line.text.toLowerCase().split(/\s+/)) {
      if (!/^[\x21-\x7e]+$/.test(token)) continue;
      total.tokens += 1;
      if (readTokens.has(token)) total.tokensFound += 1;
    }
    if (text !== right) misread.push({ drawn: line.text, read: parts.join(' | ') });
  }
  return { ...total, misread };
}

function isOn(line: DrawnLine, box: ScreenLine['box']): boolean {
  const middle = box.y + box.height / 2;
  const width = Math.min(line.x + line.width, box.x + box.width) - Math.max(line.x, box.x);
  return middle > line.y && middle < line.y + line.height && width > 0.5 * box.width;
}

/** Latin words and numbers, and any cut of four signs of Chinese. */
function wordsOf(text: string): string[] {
  const latin = text.match(/[\p{Script=Latin}\p{Nd}_]{3,}/gu) ?? [];
  const chinese = (text.match(/\p{Script=Han}{2,}/gu) ?? []).flatMap(
    (run) => run.match(/.{2,4}/gu) ?? [],
  );
  return [...latin, ...chinese];
}

function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, sign] of [...one].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= other.length; at += 1) {
      const change = (row[at - 1] ?? 0) + (sign === other[at - 1] ? 0 : 1);
      next.push(Math.min(change, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
