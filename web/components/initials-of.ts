/** What is no part of a name: quotes of a nickname, dashes, brackets. */
const MARKS = /[^\p{L}\p{M}\p{N}]/gu;

/** "Lin Mei" → "LM"; "林梅" → "林梅": two letters, or two characters of a name without spaces. */
export function initialsOf(name: string): string {
  const words = name
    .split(/\s+/)
    .map((word) => word.replace(MARKS, ''))
    .filter((word) => word !== '');
  const [first = '', last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  const letters = last === undefined ? [...first].slice(0, 2) : [[...first][0], [...last][0]];
  return letters.join('').toUpperCase();
}
