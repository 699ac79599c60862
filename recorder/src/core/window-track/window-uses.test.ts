import { expect, test } from 'vitest';
import type { WindowsThen } from './describe-windows.ts';
import { WindowUses } from './window-track-recorder.ts';

const SECOND = 1_000_000;
const shows = (program: string, title: string | null = null, x = 0): WindowsThen => ({
  program,
  title,
  windows: [{ program, title, x, y: 0, width: 9, height: 9 }],
});

/** What is in front at each second from 0 on. */
function usesOf(...moments: readonly (WindowsThen | null)[]) {
  const uses = new WindowUses();
  for (const [second, then] of moments.entries()) uses.saw(then, second * SECOND);
  return uses.all.map(({ from, to, program, title }) => [
    from / SECOND,
    to / SECOND,
    program,
    title,
  ]);
}

test('a use lasts until another program or title is seen', () => {
  const [mail, news] = [shows('mail', 'Inbox'), shows('mail', 'News')];
  expect(usesOf(mail, mail, news, shows('chat'), shows('chat'))).toEqual([
    [0, 2, 'mail', 'Inbox'],
    [2, 3, 'mail', 'News'],
    [3, 4, 'chat', null],
  ]);
});

test('what may not be told is a hole', () => {
  const mail = shows('mail');
  expect(usesOf(mail, mail, null, null, mail, mail)).toEqual([
    [0, 2, 'mail', null],
    [4, 5, 'mail', null],
  ]);
});

test('nothing is known of a time in which nobody looked', () => {
  const uses = new WindowUses();
  for (const second of [0, 1, 60, 61]) uses.saw(shows('mail'), second * SECOND);
  expect(uses.all.map(({ from, to }) => [from / SECOND, to / SECOND])).toEqual([
    [0, 1],
    [60, 61],
  ]);
});

test('a window that is dragged does not fill the track', () => {
  const uses = new WindowUses();
  for (let step = 0; step < 40; step += 1) uses.saw(shows('mail', null, step), step * SECOND);
  expect(uses.all.length).toBeLessThan(10);
  expect(uses.all[1]?.windows[0]?.x).toBe(5);
});

test('takes nothing any more when time goes back', () => {
  const uses = new WindowUses();
  expect(uses.saw(shows('mail'), 9 * SECOND)).toBe(true);
  expect(uses.saw(shows('mail'), 8 * SECOND)).toBe(false);
});
