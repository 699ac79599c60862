import styles from './initials-avatar.module.css';

interface InitialsAvatarProps {
  readonly name: string;
  readonly size?: number;
}

/** Hues that stand apart from the colours that carry meaning. */
const HUES = [214, 262, 188, 310, 236, 168] as const;

function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return HUES[sum % HUES.length] ?? HUES[0];
}

export function InitialsAvatar({ name, size = 30 }: InitialsAvatarProps) {
  const hue = hueOf(name);
  return (
    <span
      className={styles['avatar']}
      style={{
        width: size,
        height: size,
        fontSize: Math.round(size * 0.38),
        background: `linear-gradient(135deg, hsl(${hue} 62% 56%), hsl(${hue + 34} 52% 46%))`,
      }}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}

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
