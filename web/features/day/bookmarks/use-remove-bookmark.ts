import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  BOOKMARK_ROUTES,
  type Bookmark,
  type RemoveBookmark,
} from '../../../contract/bookmarks.ts';
import { callRoute } from '../../api/call-route.ts';
import { routeKey } from '../../api/use-route.ts';
import { useErrorWords } from '../../errors/use-error-words.ts';

const queryKey = routeKey(BOOKMARK_ROUTES.listBookmarks);

/** Gone at once; back again, with the reason, if the server refuses. */
export function useRemoveBookmark() {
  const words = useErrorWords();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RemoveBookmark) => callRoute(BOOKMARK_ROUTES.removeBookmark, body),
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
