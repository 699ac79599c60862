import { useQuery } from '@tanstack/react-query';
import { type Bookmark, BookmarksPage } from '../../../contract/bookmarks.ts';
import type { PersonDay } from '../../../contract/people.ts';
import { PORTAL_ROUTES } from '../../../contract/routes.ts';
import { portalRequest } from '../../api/portal-request.ts';

/** More of one day would be no list that anybody reads. */
const MOST_PAGES = 5;
const PAGE_SIZE = 200;

export const bookmarksKey = (person: string): readonly string[] => ['bookmarks', person];

/** What is marked of the day, by all who may watch it. */
export function useBookmarks(day: PersonDay, isAllowed: boolean): readonly Bookmark[] {
  const { person, date, from, to } = day;
  const { data } = useQuery({
    queryKey: [...bookmarksKey(person.id), date],
    queryFn: ({ signal }) => readAll(PORTAL_ROUTES.bookmarks(person.id, from, to), signal),
    enabled: isAllowed,
  });
  return data ?? [];
}

async function readAll(path: string, signal: AbortSignal): Promise<readonly Bookmark[]> {
  const all: Bookmark[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query: string = `&limit=${PAGE_SIZE}${cursor === null ? '' : `&cursor=${cursor}`}`;
    const answer: BookmarksPage = await portalRequest({
      path: path + query,
      answer: BookmarksPage,
      signal,
    });
    all.push(...answer.items);
    cursor = answer.next;
    if (cursor === null) break;
  }
  return all;
}
