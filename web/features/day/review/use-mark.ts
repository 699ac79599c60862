import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { BOOKMARK_ROUTES, type BookmarkKind } from '../../../contract/bookmarks.ts';
import { REVIEW_ROUTES } from '../../../contract/review.ts';
import { routeKey } from '../../api/use-route.ts';
import { useRouteMutation } from '../../api/use-route-mutation.ts';
import { useErrorWords } from '../../errors/use-error-words.ts';
import type { DayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';

/** Marks the chosen stretch as reviewed, on the display in focus or on all, and lets go of it. */
export function useMark({ day, focus, selection }: DayScope): (kind: BookmarkKind) => void {
  const t = useTranslations('day.review');
  const words = useErrorWords();
  const client = useQueryClient();
  const { mutate } = useRouteMutation(BOOKMARK_ROUTES.makeBookmark, {
    refreshes: [REVIEW_ROUTES.listReviewSamples],
    // The next stretch is chosen once it is known that this one is marked.
    onSuccess: () =>
      client.invalidateQueries({ queryKey: routeKey(BOOKMARK_ROUTES.listBookmarks) }),
  });
  const { stretch, clear } = selection;
  return useCallback(
    (kind) => {
      if (stretch === null) {
        notifications.show({ message: t('chooseFirst') });
        return;
      }
      const lane = day.lanes.find((candidate) => laneKey(candidate) === focus);
      mutate(
        {
          person: day.person.id,
          lane: lane === undefined ? null : { device: lane.device, display: lane.display },
          from: Math.round(stretch.from),
          to: Math.round(stretch.to),
          kind,
          note: '',
        },
        {
          onSuccess: clear,
          onError: (error) => notifications.show({ color: 'red', message: words(error) }),
        },
      );
    },
    [day, focus, stretch, clear, mutate, t, words],
  );
}
