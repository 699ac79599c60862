import { expect, it } from 'vitest';
import { rowsOfPages } from './rows-of-pages.ts';

it('names a row that came twice once, where it came first', () => {
  const pages = [{ items: ['a', 'b'] }, { items: ['b', 'c'] }, { items: ['a', 'd'] }];
  expect(rowsOfPages(pages, (row) => row)).toEqual(['a', 'b', 'c', 'd']);
  expect(rowsOfPages(undefined, String)).toEqual([]);
});
