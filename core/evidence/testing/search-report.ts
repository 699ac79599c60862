import { newId, PersonId, SearchId, UserId } from '../../ids.ts';
import { SearchReport } from '../search-report/search-report.ts';

const HOUR = 3_600_000_000;
const FROM = Date.UTC(2026, 10, 24) * 1000;

/** A day of Lin Mei, of which five of eight hours were read, and nothing was found. */
export function searchReport(change: Partial<SearchReport> = {}): SearchReport {
  const person = newId(PersonId);
  const time = { from: FROM, to: FROM + 24 * HOUR };
  return SearchReport.parse({
    kind: 'workcompanion-search-report',
    v: 1,
    search: newId(SearchId),
    madeAt: FROM + 30 * HOUR,
    madeBy: { id: newId(UserId), name: 'Ada' },
    sought: {
      words: '<b>invoice & "4711"',
      places: ['texts'],
      program: null,
      isFrontOnly: false,
      ...time,
    },
    versions: { product: '0.1.0', engines: ['a test'] },
    people: [{ id: person, name: 'Lin Mei', timeZone: 'Asia/Shanghai', hits: 0, seen: [time] }],
    days: [
      {
        person,
        date: '2026-11-24',
        recordedMicros: 8 * HOUR,
        readMicros: 5 * HOUR,
        waitingSegments: 12,
        notedMicros: 0,
        unopened: 0,
      },
    ],
    ...change,
  });
}
