import { describe, expect, it } from 'vitest';
import { sortRows } from './sort-rows.ts';

const rows = [
  { name: 'Zoë', size: 9 },
  { name: 'anna 10', size: null },
  { name: 'Änne', size: 10 },
  { name: 'anna 9', size: 9 },
];
const nameOf = (row: { readonly name: string }) => row.name;
const sizeOf = (row: { readonly size: number | null }) => row.size;

function sizesBy(by: 'size' | '-size') {
  return sortRows(rows, { by, value: sizeOf, locale: 'en' }).map(({ size }) => size);
}

describe('sortRows', () => {
  it('sorts words as people do, not as bytes', () => {
    const names = sortRows(rows, { by: 'name', value: nameOf, locale: 'en' }).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['anna 9', 'anna 10', 'Änne', 'Zoë']);
  });

  it('sorts Chinese names by how they are said', () => {
    const people = ['张伟', '李娜', '王芳', '陈静'].map((name) => ({ name, size: 0 }));
    const names = sortRows(people, { by: 'name', value: nameOf, locale: 'zh-CN' });
    expect(names.map(({ name }) => name)).toEqual(['陈静', '李娜', '王芳', '张伟']);
  });

  it('puts what has no value last in both directions', () => {
    expect(sizesBy('size')).toEqual([9, 9, 10, null]);
    expect(sizesBy('-size')).toEqual([10, 9, 9, null]);
  });

  it('leaves rows of one value as they were', () => {
    const names = sortRows(rows, { by: '-size', value: sizeOf, locale: 'en' }).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['Änne', 'Zoë', 'anna 9', 'anna 10']);
  });
});
