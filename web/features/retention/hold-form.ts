import { PersonId } from '@workcompanion/core/ids';
import type { PlaceHold } from '../../contract/holds.ts';
import { Reason } from '../../contract/reason.ts';

export interface HoldForm {
  readonly person: string | null;
  /** Days as "2026-11-25", by the clock of this browser; `to` is the last one held. */
  readonly from: string | null;
  readonly to: string | null;
  readonly expires: string | null;
  readonly reason: string;
}

export const EMPTY_HOLD: HoldForm = {
  person: null,
  from: null,
  to: null,
  expires: null,
  reason: '',
};

/** What is asked of the server; null while something is missing or can't be. */
export function holdOf(form: HoldForm, now: number): PlaceHold | null {
  const person = PersonId.safeParse(form.person);
  const from = form.from === null ? null : startOfDay(form.from);
  const to = form.to === null ? null : startOfDay(form.to, 1);
  const expiresAt = form.expires === null ? null : startOfDay(form.expires, 1);
  const reason = Reason.safeParse(form.reason);
  if (!person.success || from === null || !reason.success) return null;
  if (to !== null && to <= from) return null;
  if (expiresAt !== null && expiresAt <= now) return null;
  return { subject: { kind: 'person', id: person.data }, from, to, reason: reason.data, expiresAt };
}

/** UTC µs of a local midnight; clock changes are the browser's business. */
export function startOfDay(date: string, daysLater = 0): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day + daysLater).getTime() * 1000;
}
