import { expect, test } from 'vitest';
import { pagesOf } from './pages.ts';

const NOBODY = { rights: [], rightsOverSome: [], isRecorded: false };

const hrefs = (me: Parameters<typeof pagesOf>[0]) => pagesOf(me).map(({ href }) => href);

test('who holds no right sees no page', () => {
  expect(hrefs(NOBODY)).toEqual([]);
});

test('a manager sees people and overview by rights over some, and not what needs them over all', () => {
  const found = hrefs({ ...NOBODY, rightsOverSome: ['list', 'watch'] });
  expect(found).toEqual(expect.arrayContaining(['/overview', '/people']));
  expect(found).not.toContain('/policies');
  expect(found).not.toContain('/me');
});

test('who is recorded sees the own page', () => {
  expect(hrefs({ ...NOBODY, isRecorded: true })).toEqual(['/me']);
});
