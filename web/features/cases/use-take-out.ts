import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CaseDetails, OneCase } from '../../contract/cases.ts';
import { portalRequest } from '../api/portal-request.ts';
import { useTellOutcome } from '../errors/use-tell-outcome.ts';
import { useTellUndo } from '../undo/use-tell-undo.tsx';
import { caseWithout, type Removal } from './case-without.ts';
import { CASES_KEY } from './use-cases.ts';

interface TakeOut<B> {
  readonly path: string;
  /** What is said once it is done; the toast offers to take it back. */
  readonly done: string;
  readonly onUndo: (body: B) => void;
}

/** Out of a case, gone at once; back again if the server refuses, or by the toast. */
export function useTakeOut<B extends OneCase & Removal>({ path, done, onUndo }: TakeOut<B>) {
  const client = useQueryClient();
  const { onError } = useTellOutcome(done);
  const tellUndo = useTellUndo();
  return useMutation({
    // It is shown as done: whoever leaves the page at once must not undo it.
    mutationFn: (body: B) =>
      portalRequest<void>({ path, answer: null, body, keepalive: true }, 'POST'),
    onMutate: async (body) => {
      const queryKey = [...CASES_KEY, body.case];
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData<CaseDetails>(queryKey);
      if (before !== undefined) client.setQueryData(queryKey, caseWithout(before, body));
      return { queryKey, before };
    },
    onSuccess: (_answer, body) => tellUndo({ message: done, onUndo: () => onUndo(body) }),
    onError: (error, _body, context) => {
      if (context !== undefined) client.setQueryData(context.queryKey, context.before);
      onError(error);
    },
    onSettled: () => client.invalidateQueries({ queryKey: CASES_KEY }),
  });
}
