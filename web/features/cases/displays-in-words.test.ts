import { expect, test } from 'vitest';
import { displaysInWords } from './displays-in-words.ts';

test('displays are told by their computer, which is named once', () => {
  const displays = [
    { hostname: 'PC-7', display: 'DP-1' },
    { hostname: 'laptop', display: 'eDP-1' },
    { hostname: 'PC-7', display: 'DP-2' },
  ];
  expect(displaysInWords(displays)).toBe('PC-7 (DP-1, DP-2) · laptop (eDP-1)');
});
