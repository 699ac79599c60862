import { expect, test } from 'vitest';
import { matches, namedFirst } from './matches.ts';

test.each([
  ['', ['Devices'], true],
  ['dev', ['Devices'], true],
  ['log view', ['View log', '/views'], true],
  ['views', ['查看记录', '/views'], true],
  ['查看', ['查看记录', '/views'], true],
  ['ＤＥＶ', ['Devices'], true],
  ['resume', ['Résumé'], true],
  ['devx', ['Devices'], false],
  ['view devices', ['View log', '/views'], false],
])('"%s" in %j: %s', (query, texts, isFound) => {
  expect(matches(query, texts)).toBe(isFound);
});

test('a person of that name stands before one whose computer is called so', () => {
  const people = [{ name: 'Ada of PC Mia-7' }, { name: 'Bo (mia-laptop)' }, { name: 'Zoe' }];
  const [, , zoe] = people;
  expect(namedFirst('zoe', people)).toEqual([zoe, people[0], people[1]]);
  expect(
    namedFirst('mia', people)
      .map(({ name }) => name)
      .at(-1),
  ).toBe('Zoe');
});
