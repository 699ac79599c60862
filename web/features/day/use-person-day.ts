import { useQuery } from '@tanstack/react-query';
import { PersonDay } from '../../contract/people.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

const LIVE_REFRESH_MS = 4_000;
/** Uploads of a day go on a while after its midnight. */
const AFTERMATH_MICROS = 15 * 60_000_000;

export const PERSON_DAY_KEY = ['person-day'] as const;

/** A person's day. While it lasts it is asked for again every few seconds. */
export function usePersonDay(person: string, date: string) {
  return useQuery({
    queryKey: [...PERSON_DAY_KEY, person, date],
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.personDay(person, date), answer: PersonDay, signal }),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && data.now >= data.from && data.now < data.to + AFTERMATH_MICROS
        ? LIVE_REFRESH_MS
        : false,
  });
}
