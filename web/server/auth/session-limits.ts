import type { sessions } from '@workcompanion/db/schema/sessions';
import type { SignInSettings } from '../../contract/sign-in-settings.ts';

/** µs */
const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;

type Times = Pick<typeof sessions.$inferSelect, 'begunAt' | 'lastUsedAt'>;
type Limits = Pick<SignInSettings, 'sessionHours' | 'idleMinutes'> & { readonly now: number };

/** Whether its time has come, or nobody has done anything in it for too long. */
export function isSessionOver({ begunAt, lastUsedAt }: Times, limits: Limits): boolean {
  const { sessionHours, idleMinutes, now } = limits;
  return now >= begunAt + sessionHours * HOUR || now >= lastUsedAt + idleMinutes * MINUTE;
}
