import { expect, test } from 'vitest';
import { StillFrames } from './picture-watch.ts';

test('takes the least that the encoder says for a picture like the one before', () => {
  const frames = new StillFrames();
  for (let at = 0; at < 12; at += 1) frames.saw(75 + (at % 2), at);
  expect(frames.changedAt).toBe(9);
  frames.saw(267, 20);
  frames.saw(75, 21);
  expect(frames.changedAt).toBe(20);
  frames.saw(null, 30);
  expect(frames.changedAt).toBe(30);
});

test('says nothing is still while every picture differs', () => {
  const frames = new StillFrames();
  for (let at = 0; at < 40; at += 1) frames.saw(2_000 + at * 37, at);
  expect(frames.changedAt).toBe(39);
});
