import { PersonId } from '@workcompanion/core/ids';
import type { RequestDeletion } from '../../contract/deletions.ts';
import { Reason } from '../../contract/reason.ts';
import { startOfDay } from './hold-form.ts';

export interface DeletionForm {
  readonly person: string | null;
  /** Days as "2026-11-25", by the clock of this browser; `to` is the last one that goes. */
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string;
}

export const EMPTY_DELETION: DeletionForm = { person: null, from: null, to: null, reason: '' };

export type StretchOfPerson = Pick<RequestDeletion, 'person' | 'from' | 'to'>;

/** Whose days; null while something is missing or can't be. */
export function stretchOf({ from, to, ...form }: DeletionForm): StretchOfPerson | null {
  const person = PersonId.safeParse(form.person);
  if (!person.success || from === null || to === null || to < from) return null;
  return { person: person.data, from: startOfDay(from), to: startOfDay(to, 1) };
}

/** What is asked of the server; null while something is missing or can't be. */
export function requestOf(form: DeletionForm): RequestDeletion | null {
  const stretch = stretchOf(form);
  const reason = Reason.safeParse(form.reason);
  return stretch === null || !reason.success ? null : { ...stretch, reason: reason.data };
}
