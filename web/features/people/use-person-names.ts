import { keepPreviousData } from '@tanstack/react-query';
import { PEOPLE_ROUTES } from '../../contract/people.ts';
import { useRoute } from '../api/use-route.ts';

/** The first people whom a search finds: for a field that chooses one. */
export function usePersonNames(search: string) {
  return useRoute(
    PEOPLE_ROUTES.listPersonNames,
    { q: search },
    { placeholderData: keepPreviousData },
  );
}
