import type { PersonId } from '@workcompanion/core/ids';
import { Temporal } from 'temporal-polyfill';
import type { SearchHit } from '../../contract/search.ts';
import type { SearchRun } from './search-run.ts';

/** The hits of one person on one of their days, newest first. */
export interface HitGroup {
  readonly person: SearchRun['people'][number];
  /** The local date there: "2026-11-24" */
  readonly date: string;
  readonly hits: readonly SearchHit[];
}

/** By day and person, the newest day first; people in the order of their newest hit. */
export function groupHits({ hits, people }: Pick<SearchRun, 'hits' | 'people'>): HitGroup[] {
  const known = new Map<PersonId, HitGroup['person']>(people.map((person) => [person.id, person]));
  const groups = new Map<string, { readonly group: HitGroup; readonly hits: SearchHit[] }>();
  for (const hit of hits) {
    const person = known.get(hit.person);
    if (person === undefined) continue;
    const date = localDate(hit.from, person.timeZone);
    const key = `${date} ${person.id}`;
    const found = groups.get(key)?.hits ?? [];
    if (found.length === 0) groups.set(key, { group: { person, date, hits: found }, hits: found });
    found.push(hit);
  }
  return [...groups.values()]
    .map(({ group }) => ({ ...group, hits: group.hits.toSorted((a, b) => b.from - a.from) }))
    .sort((a, b) => b.date.localeCompare(a.date));
}

function localDate(micros: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(micros / 1000))
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}
