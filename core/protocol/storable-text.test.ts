import { expect, test } from 'vitest';
import { hasOnlyStorableText, withStorableText } from './primitives.ts';

test('finds what PostgreSQL can not keep, however deep it lies', () => {
  expect(hasOnlyStorableText({ a: ['b', { c: '😀 林' }], d: null, e: 1 })).toBe(true);
  expect(hasOnlyStorableText({ a: ['b', { c: 'x\u0000' }] })).toBe(false);
  expect(hasOnlyStorableText(['😀'.slice(0, 1)])).toBe(false);
  expect(hasOnlyStorableText({ 'k\u0000': 1 })).toBe(false);
});

test('makes text that can be kept, and leaves all else as it is', () => {
  const spoilt = { note: 'ffmpeg\u0000 says 😀'.slice(0, -1), at: 7, none: null, list: [true] };
  const mended = withStorableText(spoilt);
  expect(mended).toEqual({ note: 'ffmpeg says \ufffd', at: 7, none: null, list: [true] });
  expect(hasOnlyStorableText(mended)).toBe(true);
});
