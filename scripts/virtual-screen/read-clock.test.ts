import { describe, expect, it } from 'vitest';
import { CLOCK_CELL, CLOCK_CELLS, readClock } from './read-clock.ts';

function drawn(now: number, spoil?: number): (x: number) => boolean {
  const bits = now.toString(2).padStart(48, '0');
  let check = 0xa5;
  for (let at = 0; at < 48; at += 8) check ^= Number.parseInt(bits.slice(at, at + 8), 2);
  const cells = [...`10${bits}${check.toString(2).padStart(8, '0')}`];
  if (spoil !== undefined) cells[spoil] = cells[spoil] === '1' ? '0' : '1';
  return (x) => cells[Math.floor((x - 1) / CLOCK_CELL)] === '1';
}

describe('readClock', () => {
  it('reads the time that was drawn', () => {
    expect(readClock(drawn(1_795_000_123_456), { x: 0, y: 0 })).toBe(1_795_000_123_456);
  });

  it('refuses a picture in which any one cell is wrong', () => {
    for (let cell = 0; cell < CLOCK_CELLS; cell++) {
      expect(readClock(drawn(1_795_000_123_456, cell), { x: 0, y: 0 })).toBeNull();
    }
  });
});
