import type { LiveKey, Stretch } from './decide-deletion.ts';

/** The time that the keys' windows cover: in order, none touching another. */
export function joinWindows(keys: readonly Pick<LiveKey, 'windowFrom' | 'windowTo'>[]): Stretch[] {
  const joined: { from: number; to: number }[] = [];
  for (const { windowFrom, windowTo } of keys.toSorted((a, b) => a.windowFrom - b.windowFrom)) {
    const last = joined.at(-1);
    if (last !== undefined && windowFrom <= last.to) last.to = Math.max(last.to, windowTo);
    else joined.push({ from: windowFrom, to: windowTo });
  }
  return joined;
}
