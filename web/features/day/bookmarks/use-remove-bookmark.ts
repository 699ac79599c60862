import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Bookmark, RemoveBookmark } from '../../../contract/bookmarks.ts';
import { PORTAL_ROUTES } from '../../../contract/routes.ts';
import { portalRequest } from '../../api/portal-request.ts';
import { useErrorWords } from '../../errors/use-error-words.ts';
import { bookmarksKey } from './use-bookmarks.ts';

/** Gone at once; back again, with the reason, if the server refuses. */
export function useRemoveBookmark(person: string) {
  const words = useErrorWords();
  const client = useQueryClient();
  const queryKey = bookmarksKey(person);
  return useMutation({
    mutationFn: (body: RemoveBookmark) =>
      portalRequest<void>({ path: PORTAL_ROUTES.removeBookmark, answer: null, body }, 'POST'),
    onMutate: async ({ id }) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueriesData<readonly Bookmark[]>({ queryKey });
      client.setQueriesData<readonly Bookmark[]>({ queryKey }, (bookmarks) =>
        bookmarks?.filter((bookmark) => bookmark.id !== id),
      );
      return { before };
    },
    onError: (error, _body, context) => {
      for (const [key, bookmarks] of context?.before ?? []) client.setQueryData(key, bookmarks);
      notifications.show({ color: 'red', message: words(error) });
    },
    onSettled: () => void client.invalidateQueries({ queryKey }),
  });
}
