import { useQuery } from '@tanstack/react-query';
import { PersonDay } from '../../contract/people.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { refreshAfter } from './refresh-after.ts';

export const PERSON_DAY_KEY = ['person-day'] as const;

/** A person's day, kept fresh while it lasts. */
export function usePersonDay(person: string, date: string) {
  return useQuery({
    queryKey: [...PERSON_DAY_KEY, person, date],
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.personDay(person, date), answer: PersonDay, signal }),
    refetchInterval: ({ state: { data } }) => (data === undefined ? false : refreshAfter(data)),
  });
}
