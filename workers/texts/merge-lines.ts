import type { ReadLine } from '@workcompanion/core/search/text-pack';

/** µs. What stood on at a seam of two segments is one line, up to what clocks round. */
const SEAM = 1_000_000;
/** Pixels by which detection may place a line otherwise from one reading to the next. */
const SLACK = 8;

/** The lines of a pack with those of a stretch that was read later, before or after: in order of time. */
export function mergeLines(known: readonly ReadLine[], read: readonly ReadLine[]): ReadLine[] {
  const standing = new Map<string, ReadLine>();
  const merged: ReadLine[] = [];
  for (const line of [...known, ...read].toSorted((a, b) => a.from - b.from)) {
    const name = nameOfLine(line);
    const before = standing.get(name);
    if (before !== undefined && line.from - before.to <= SEAM) {
      standing.set(name, { ...before, to: Math.max(before.to, line.to) });
      continue;
    }
    if (before !== undefined) merged.push(before);
    standing.set(name, line);
  }
  return [...merged, ...standing.values()].toSorted((a, b) => a.from - b.from || a.to - b.to);
}

/** The same for a line wherever detection places it by some pixels. */
export function nameOfLine({ text, box }: Pick<ReadLine, 'text' | 'box'>): string {
  return `${Math.round(box.x / SLACK)} ${Math.round(box.y / SLACK)} ${text}`;
}
