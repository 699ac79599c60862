import { expect, test } from 'vitest';
import { pagesOf } from './pages.ts';

const NOBODY = { rights: [], rightsOverSome: [], roles: [], isRecorded: false };

const hrefs = (me: Parameters<typeof pagesOf>[0]) => pagesOf(me).map(({ href }) => href);

test('who holds no right sees the own inbox alone', () => {
  expect(hrefs(NOBODY)).toEqual(['/inbox']);
});

test('a manager sees people and overview by rights over some, and not what needs them over all', () => {
  const found = hrefs({ ...NOBODY, roles: ['manager'], rightsOverSome: ['list', 'watch'] });
  expect(found).toEqual(expect.arrayContaining(['/overview', '/people']));
  expect(found).not.toContain('/policies');
  expect(found).not.toContain('/me');
});

test('who is recorded sees the own page and days, and no page of others', () => {
  expect(hrefs({ ...NOBODY, isRecorded: true })).toEqual(['/me', '/inbox']);
  const own = { ...NOBODY, isRecorded: true, roles: ['employee'] };
  expect(hrefs({ ...own, rightsOverSome: ['list', 'watch'] })).toEqual([
    '/me',
    '/inbox',
    '/people',
    '/search',
  ]);
});
