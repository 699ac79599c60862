import { expect, test } from 'vitest';
import { isBlank, THUMBNAIL_HEIGHT, THUMBNAIL_WIDTH } from './picture-watch.ts';

const plain = (value: number) => Buffer.alloc(THUMBNAIL_WIDTH * THUMBNAIL_HEIGHT, value);

test('a picture of one colour is blank, whatever the colour, with a mouse on it or not', () => {
  expect(isBlank(plain(16))).toBe(true);
  expect(isBlank(plain(200))).toBe(true);
  const mouse = plain(16);
  for (const at of [40, 41, 72, 73]) mouse[at] = 60;
  expect(isBlank(mouse)).toBe(true);
});

test('a taskbar on one edge is a picture', () => {
  expect(isBlank(plain(16).fill(40, 0, THUMBNAIL_WIDTH))).toBe(false);
});
