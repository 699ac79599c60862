import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  BookmarkOfCase,
  MemberOfCase,
  OneCase,
  RemoveClip,
  WriteNote,
} from '../../contract/cases.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { useTellOutcome } from '../errors/use-tell-outcome.ts';
import { useTellUndo } from '../undo/use-tell-undo.tsx';
import { CASES_KEY } from './use-cases.ts';

const PATHS = {
  close: PORTAL_ROUTES.closeCase,
  reopen: PORTAL_ROUTES.reopenCase,
  addMember: PORTAL_ROUTES.addMember,
  removeMember: PORTAL_ROUTES.removeMember,
  writeNote: PORTAL_ROUTES.writeNote,
  putBookmark: PORTAL_ROUTES.putBookmark,
  removeClip: PORTAL_ROUTES.removeClip,
} as const;

interface Bodies {
  readonly close: OneCase;
  readonly reopen: OneCase;
  readonly addMember: MemberOfCase;
  readonly removeMember: MemberOfCase;
  readonly writeNote: WriteNote;
  readonly putBookmark: BookmarkOfCase;
  readonly removeClip: RemoveClip;
}

/**
 * What is done to a case and needs no answer. With the words for that it is done, a toast says either
 * end; with `onUndo` it offers to take it back.
 */
export function useCaseAction<A extends keyof Bodies>(
  action: A,
  done: string | null = null,
  onUndo?: (body: Bodies[A]) => void,
) {
  const client = useQueryClient();
  const { onDone, onError } = useTellOutcome(done);
  const tellUndo = useTellUndo();
  return useMutation({
    mutationFn: (body: Bodies[A]) =>
      portalRequest<void>({ path: PATHS[action], answer: null, body }, 'POST'),
    onSuccess: (_answer, body) => {
      if (onUndo === undefined || done === null) onDone();
      else tellUndo({ message: done, onUndo: () => onUndo(body) });
      return client.invalidateQueries({ queryKey: CASES_KEY });
    },
    onError,
  });
}
