import { DeviceId, newId, PersonId } from '@workcompanion/core/ids';
import { expect, test } from 'vitest';
import type { SearchHit } from '../../contract/search.ts';
import { groupHits } from './group-hits.ts';

const mia = { id: newId(PersonId), name: 'Mia', timeZone: 'Asia/Shanghai' };
const lin = { id: newId(PersonId), name: 'Lin', timeZone: 'UTC' };

const hit = (person: typeof mia, iso: string): SearchHit => ({
  kind: 'hit',
  place: 'titles',
  person: person.id,
  device: newId(DeviceId),
  display: null,
  screen: null,
  from: Date.parse(iso) * 1000,
  to: Date.parse(iso) * 1000 + 1,
  program: 'et.exe',
  title: 'Invoice',
  text: null,
  marks: [],
  box: null,
  isFront: true,
});

test('hits are told by the days of whom they are of, newest first, whatever order they come in', () => {
  const hits = [
    hit(lin, '2026-11-24T20:00:00Z'),
    hit(mia, '2026-11-24T17:00:00Z'),
    hit(lin, '2026-11-24T21:00:00Z'),
    hit(mia, '2026-11-24T09:00:00Z'),
  ];
  const groups = groupHits({ hits, people: [mia, lin] });
  expect(groups.map(({ person, date, hits: own }) => [person.name, date, own.length])).toEqual([
    ['Mia', '2026-11-25', 1],
    ['Lin', '2026-11-24', 2],
    ['Mia', '2026-11-24', 1],
  ]);
  expect(groups[1]?.hits[0]).toBe(hits[2]);
});
