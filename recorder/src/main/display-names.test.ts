import { DisplayName } from '@workcompanion/core/protocol/primitives';
import { expect, test } from 'vitest';
import { displayNames } from './display-names.ts';

test('tells monitors of the same make apart, and needs no label', () => {
  expect(displayNames(['DELL U2720Q', 'DELL U2720Q', '', '显示器', 'HP "27" (x)'])).toEqual([
    ...['DELL U2720Q', 'DELL U2720Q 2', 'display', 'display 2', 'HP 27 x'],
  ]);
});

test('makes names that statements take', () => {
  for (const name of displayNames(['x'.repeat(200), '\u0000', '/\\'])) {
    expect(DisplayName.safeParse(name).success).toBe(true);
  }
});
