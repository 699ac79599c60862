import { type QueryClient, useMutation } from '@tanstack/react-query';
import {
  type BookmarkOfCase,
  CASE_ROUTES,
  type CaseDetails,
  type MemberOfCase,
} from '../../contract/cases.ts';
import { callRoute } from '../api/call-route.ts';
import { routeKey } from '../api/use-route.ts';
import { useShownAtOnce } from '../api/use-shown-at-once.ts';
import { useTellOutcome } from '../errors/use-tell-outcome.ts';
import { useTellUndo } from '../undo/use-tell-undo.tsx';
import { SHOWN_OF_CASES } from './shown-of-cases.ts';

interface TakeOut {
  readonly route: typeof CASE_ROUTES.takeBookmark | typeof CASE_ROUTES.removeMember;
  /** What is said once it is done; the toast offers to take it back. */
  readonly done: string;
  readonly onUndo: () => void;
}

/** Out of a case, gone at once; back again if the server refuses, or by the toast. */
export function useTakeOut({ route, done, onUndo }: TakeOut) {
  const { onError } = useTellOutcome(done);
  const tellUndo = useTellUndo();
  const shown = useShownAtOnce(SHOWN_OF_CASES, show);
  return useMutation({
    ...shown,
    // It is shown as done: whoever leaves the page at once must not undo it.
    mutationFn: (body: BookmarkOfCase | MemberOfCase) =>
      callRoute(route, body, { keepalive: true }),
    onSuccess: () => tellUndo({ message: done, onUndo }),
    onError: (...refused: Parameters<typeof shown.onError>) => {
      shown.onError(...refused);
      onError(refused[0]);
    },
  });
}

function show(client: QueryClient, body: BookmarkOfCase | MemberOfCase): void {
  client.setQueryData<CaseDetails>(
    routeKey(CASE_ROUTES.readCase, { case: body.case }),
    (opened) => opened && caseWithout(opened, body),
  );
}

/** What a removal takes out of a case. */
type Removal = Partial<Pick<BookmarkOfCase, 'bookmark'> & Pick<MemberOfCase, 'user'>>;

/** The case as it is after the removal: shown before the server has answered. */
export function caseWithout(opened: CaseDetails, { bookmark, user }: Removal): CaseDetails {
  return {
    ...opened,
    bookmarks: opened.bookmarks.filter(({ id }) => id !== bookmark),
    members: opened.members.filter((member) => member.user.id !== user),
  };
}
