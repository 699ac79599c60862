import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MakeBookmark } from '../../../contract/bookmarks.ts';
import { PORTAL_ROUTES } from '../../../contract/routes.ts';
import { portalRequest } from '../../api/portal-request.ts';
import { bookmarksKey } from './use-bookmarks.ts';

export function useMakeBookmark(person: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MakeBookmark) =>
      portalRequest<void>({ path: PORTAL_ROUTES.makeBookmark, answer: null, body }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: bookmarksKey(person) }),
  });
}
