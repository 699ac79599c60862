import { createHash } from 'node:crypto';

/** Footage of one stretch is cut into pieces of this length. */
export const PIECE_MINUTES = 10;

interface Stretch {
  /** Minutes after midnight. */
  readonly from: number;
  readonly to: number;
}

export type DayPart =
  | (Stretch & { readonly kind: 'work' })
  | (Stretch & { readonly kind: 'pause'; readonly reason: 'lunch' | 'private' })
  | (Stretch & { readonly kind: 'locked' });

/**
 * A day at work: two stretches before and two after lunch, with a locked screen or a private moment
 * between. The same for the same person and day; none at a weekend and on every eleventh day.
 */
export function planDay(login: string, date: string): readonly DayPart[] {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = createHash('sha256')
    .update(`${login} ${date}`)
    .digest();
  if (weekday === 0 || weekday === 6 || e % 11 === 0) return [];
  const start = 500 + 10 * (a % 6);
  const first = start + 10 * (6 + (b % 5));
  const noon = 720 + 10 * (b % 4);
  const afternoon = noon + 40 + 10 * (c % 3);
  const second = afternoon + 10 * (7 + (d % 6));
  const end = 1010 + 10 * (d % 9);
  return [
    { kind: 'work', from: start, to: first },
    { kind: 'locked', from: first, to: first + 10 },
    { kind: 'work', from: first + 10, to: noon },
    { kind: 'pause', reason: 'lunch', from: noon, to: afternoon },
    { kind: 'work', from: afternoon, to: second },
    c % 2 === 0
      ? { kind: 'locked', from: second, to: second + 10 }
      : { kind: 'pause', reason: 'private', from: second, to: second + 10 },
    { kind: 'work', from: second + 10, to: end },
  ];
}
