import { expect, test } from 'vitest';
import { checkLosses } from './check-losses.ts';
import type { DisplayTimeline } from './timeline-of.ts';

const SECOND = 1_000_000;

/** A recorder that recorded from second 2 on until `last`, and was killed in second 60. */
function kill(last: number, gaps: DisplayTimeline['gaps'] = []) {
  const footage = [{ segment: 'only', from: 2 * SECOND, to: last * SECOND }];
  const life = { name: 'recorder 1', startedAt: SECOND, killedAt: 60 * SECOND };
  return checkLosses([life], new Map([['recorder 1', [{ display: 'one', footage, gaps }]]]));
}

test('a kill costs the time since the last frame, and too much of it is named', () => {
  expect(kill(59)).toEqual({ findings: [], losses: [SECOND] });
  expect(kill(54).losses).toEqual([6 * SECOND]);
  expect(kill(54).findings.map(({ kind }) => kind)).toContain('too much lost');
});

test('what rested anyway is not lost by a kill, but what the kill itself left out is', () => {
  const paused = { cause: 'paused', from: 30 * SECOND, to: 59 * SECOND };
  expect(kill(30, [paused]).losses).toEqual([SECOND]);
  const killed = { cause: 'killed', from: 30 * SECOND, to: 70 * SECOND };
  expect(kill(30, [killed]).losses).toEqual([30 * SECOND]);
});

test('a kill while the display rested is none that counts', () => {
  expect(kill(30, [{ cause: 'paused', from: 30 * SECOND, to: 70 * SECOND }]).losses).toEqual([]);
});

test('a recorder that had no frame yet had nothing to lose', () => {
  const lives = [{ name: 'recorder 1', startedAt: 0, killedAt: 5 * SECOND }];
  const timeline = { display: 'one', footage: [], gaps: [] };
  expect(checkLosses(lives, new Map([['recorder 1', [timeline]]])).losses).toEqual([]);
});
