import { describe, expect, it } from 'vitest';
import { directionOf, sortAfterPress } from './table-sort.ts';

describe('sortAfterPress', () => {
  it('sorts, turns round, and leaves the table as it was', () => {
    const press = { column: 'size', first: 'descending', fallback: 'name' } as const;
    expect(sortAfterPress('name', press)).toBe('-size');
    expect(sortAfterPress('-size', press)).toBe('size');
    expect(sortAfterPress('size', press)).toBe('name');
    expect(sortAfterPress('-name', press)).toBe('-size');
  });

  it('only turns round the column that the table is sorted by anyway', () => {
    const press = { column: 'name', first: 'ascending', fallback: 'name' } as const;
    expect(sortAfterPress('name', press)).toBe('-name');
    expect(sortAfterPress('-name', press)).toBe('name');
    expect(sortAfterPress('size', press)).toBe('name');
  });
});

describe('directionOf', () => {
  it('knows its own column alone', () => {
    expect(directionOf('-name', 'name')).toBe('descending');
    expect(directionOf('name', 'name')).toBe('ascending');
    expect(directionOf('-name', 'size')).toBeUndefined();
  });
});
