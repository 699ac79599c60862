import { expect, test } from 'vitest';
import { readDayWords } from './day-words.ts';

/** A Tuesday. */
const TODAY = '2026-11-24';

test.each([
  ['mia yesterday 14:30', { rest: 'mia', date: '2026-11-23', time: '14:30' }],
  ['yesterday 9:05', { rest: '', date: '2026-11-23', time: '09:05' }],
  ['mia brandt 14:30', { rest: 'mia brandt', date: TODAY, time: '14:30' }],
  ['Monday li', { rest: 'li', date: '2026-11-23', time: null }],
  ['tue', { rest: '', date: TODAY, time: null }],
  ['wed', { rest: '', date: '2026-11-18', time: null }],
  ['2026-11-02 mia', { rest: 'mia', date: '2026-11-02', time: null }],
  ['王伟昨天14:30', { rest: '王伟', date: '2026-11-23', time: '14:30' }],
  ['王伟 星期五', { rest: '王伟', date: '2026-11-20', time: null }],
  ['2026-02-30', null],
  ['mia 25:00', null],
  ['mo', null],
  ['mia', null],
])('"%s" says %j', (query, said) => {
  expect(readDayWords(query, TODAY)).toEqual(said);
});
