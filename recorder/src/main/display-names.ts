const MOST_CHARACTERS = 48;

/** Makes names that statements accept: plain letters, not empty, no two the same. */
export function displayNames(labels: readonly string[]): string[] {
  const names: string[] = [];
  for (const label of labels) {
    const plain = label
      .replace(/[^\w .:-]/g, '')
      .trim()
      .slice(0, MOST_CHARACTERS);
    const base = plain === '' ? 'display' : plain;
    let name = base;
    for (let number = 2; names.includes(name); number += 1) name = `${base} ${number}`;
    names.push(name);
  }
  return names;
}
