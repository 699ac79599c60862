/** Cells of the bar code in clock.html: 1, 0, 48 bits of Unix milliseconds, 8 check bits. */
export const CLOCK_CELL = 16;
export const CLOCK_HEIGHT = 32;
export const CLOCK_CELLS = 58;

/**
 * Reads the time drawn by clock.html from a picture: `isDark(x, y)` says whether the pixel is dark,
 * `x` and `y` are where the clock was put. Unix ms; null when the code is not there or torn.
 */
export function readClock(
  isDark: (x: number, y: number) => boolean,
  origin: { readonly x: number; readonly y: number },
): number | null {
  const offset = { x: origin.x + 1, y: origin.y + 1 };
  const bits: number[] = [];
  for (let cell = 0; cell < CLOCK_CELLS; cell++) {
    const x = offset.x + cell * CLOCK_CELL + CLOCK_CELL / 2;
    bits.push(isDark(x, offset.y + CLOCK_HEIGHT / 2) ? 1 : 0);
  }
  if (bits[0] !== 1 || bits[1] !== 0) return null;
  const number = (from: number, to: number) => Number.parseInt(bits.slice(from, to).join(''), 2);
  let check = 0xa5;
  for (let from = 2; from < 50; from += 8) check ^= number(from, from + 8);
  return check === number(50, 58) ? number(2, 50) : null;
}
