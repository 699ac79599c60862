import { CaseId } from '@workcompanion/core/ids';
import { CASE_ROUTES } from '../../contract/cases.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import type { CaseChoice } from './case-select.tsx';
import { SHOWN_OF_CASES } from './shown-of-cases.ts';

interface ChosenCase {
  /** The case that was chosen; made, if it is a new one. */
  readonly open: (choice: CaseChoice) => Promise<CaseId>;
  readonly isPending: boolean;
  readonly error: Error | null;
}

export function isChosen({ id, title }: CaseChoice): boolean {
  return title === null ? id !== null : title.trim() !== '';
}

export function useChosenCase(): ChosenCase {
  const { mutateAsync, isPending, error } = useRouteMutation(CASE_ROUTES.makeCase, {
    refreshes: SHOWN_OF_CASES,
  });
  return {
    open: async ({ id, title }) =>
      title === null
        ? CaseId.parse(id)
        : (await mutateAsync({ title: title.trim(), description: '' })).id,
    isPending,
    error,
  };
}
