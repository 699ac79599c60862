import { useQuery } from '@tanstack/react-query';
import { BOOKMARK_ROUTES, type Bookmark, type BookmarksPage } from '../../../contract/bookmarks.ts';
import type { PersonDay } from '../../../contract/people.ts';
import { callRoute } from '../../api/call-route.ts';
import { routeKey } from '../../api/use-route.ts';

/** More of one day would be no list that anybody reads. */
const MOST_PAGES = 5;
const PAGE_SIZE = 200;

/** What is marked of the day, by all who may watch it. */
export function useBookmarks(day: PersonDay, isAllowed: boolean): readonly Bookmark[] {
  const { data } = useQuery({
    queryKey: [...routeKey(BOOKMARK_ROUTES.listBookmarks), day.person.id, day.date],
    queryFn: ({ signal }) => readAll(day, signal),
    enabled: isAllowed,
  });
  return data ?? [];
}

async function readAll(
  { person, from, to }: PersonDay,
  signal: AbortSignal,
): Promise<readonly Bookmark[]> {
  const all: Bookmark[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const request = { person: person.id, from, to, limit: PAGE_SIZE, cursor };
    const answer: BookmarksPage = await callRoute(BOOKMARK_ROUTES.listBookmarks, request, {
      signal,
    });
    all.push(...answer.items);
    cursor = answer.next;
    if (cursor === null) break;
  }
  return all;
}
