/** At most `count` of them, evenly from first to last. */
export function chooseEvenly<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, index) =>
    items.slice(Math.floor((index * items.length) / count)).slice(0, 1),
  ).flat();
}
