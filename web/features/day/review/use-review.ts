import { useMemo } from 'react';
import type { Bookmark } from '../../../contract/bookmarks.ts';
import type { PersonDay } from '../../../contract/people.ts';
import { type DayReview, REVIEW_ROUTES } from '../../../contract/review.ts';
import { useRoute } from '../../api/use-route.ts';
import { type ReviewState, reviewOf } from './review-of.ts';

/** What is played is reported each few seconds. */
const REFRESH_MS = 15_000;
const NOTHING: DayReview['watched'] = [];

/** How far the day was gone through, by the viewer and by the marks of all. */
export function useReview(
  day: PersonDay,
  bookmarks: readonly Bookmark[],
  isAllowed: boolean,
): ReviewState {
  const { person, date, lanes } = day;
  const { data } = useRoute(
    REVIEW_ROUTES.readDayReview,
    { person: person.id, date },
    { enabled: isAllowed, refetchInterval: REFRESH_MS },
  );
  const watched = data?.watched ?? NOTHING;
  return useMemo(() => reviewOf({ lanes, watched, bookmarks }), [lanes, watched, bookmarks]);
}
