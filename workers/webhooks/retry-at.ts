const SECOND = 1_000_000;
const FIRST = 10 * SECOND;
const CEILING = 3_600 * SECOND;
/** Some ten hours in all. */
export const MOST_ATTEMPTS = 16;

/**
 * When a delivery that failed `attempts` times is tried again, UTC µs: 10 s, doubling up to an hour,
 * half of it by chance; null when it is given up.
 */
export function retryAt(
  attempts: number,
  { now, random }: { readonly now: number; readonly random: number },
): number | null {
  if (attempts >= MOST_ATTEMPTS) return null;
  const whole = Math.min(CEILING, FIRST * 2 ** (attempts - 1));
  return now + Math.round(whole / 2 + (whole / 2) * random);
}
