import { expect, test } from 'vitest';
import { matches } from './matches.ts';

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
