import styles from './initials-avatar.module.css';
import { initialsOf } from './initials-of.ts';

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
