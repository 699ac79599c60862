import { describe, expect, test } from 'vitest';
import { rangeOf } from './range-of.ts';

describe('of 100 bytes', () => {
  test.each([
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=10-19', { start: 10, end: 20 }],
    ['bytes=90-', { start: 90, end: 100 }],
    ['bytes=90-500', { start: 90, end: 100 }],
    ['bytes=-30', { start: 70, end: 100 }],
    ['bytes=-500', { start: 0, end: 100 }],
    ['Bytes = 5 - 9', { start: 5, end: 10 }],
  ])('"%s" is served', (header, range) => {
    expect(rangeOf(header, 100)).toEqual(range);
  });

  test.each([
    [null],
    [''],
    ['bytes=-'],
    ['bytes=9-5'],
    ['bytes=0-1,5-6'],
    ['lines=1-2'],
    ['bytes=x-y'],
  ])('"%s" asks for the whole', (header) => {
    expect(rangeOf(header, 100)).toBeNull();
  });

  test.each([['bytes=100-'], ['bytes=100-200'], ['bytes=-0']])('"%s" can not be had', (header) => {
    expect(() => rangeOf(header, 100)).toThrow(
      expect.objectContaining({ code: 'range-not-satisfiable', details: { size: 100 } }),
    );
  });
});
