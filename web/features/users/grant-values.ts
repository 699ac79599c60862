import type { GrantedRight } from '@workcompanion/core/access';
import type { PersonId, TeamId, UserId } from '@workcompanion/core/ids';
import { GiveGrant } from '../../contract/users.ts';

/** What the form holds. Times are of the reader's own clock, as the picker writes them. */
export interface GrantValues {
  readonly right: GrantedRight;
  readonly over: 'person' | 'team' | 'all';
  readonly person: { readonly id: PersonId; readonly name: string } | null;
  readonly team: TeamId | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly expires: string | null;
  readonly reason: string;
}

export const EMPTY_GRANT: GrantValues = {
  right: 'watch',
  over: 'person',
  person: null,
  team: null,
  from: null,
  to: null,
  expires: null,
  reason: '',
};

/** The grant that the form means; null while it is not complete. */
export function grantOf(user: UserId, values: GrantValues): GiveGrant | null {
  const { right, over, person, team, from, to, expires, reason } = values;
  if (over === 'person' && person === null) return null;
  if (over === 'team' && team === null) return null;
  const wish = GiveGrant.safeParse({
    user,
    right,
    reason,
    personId: over === 'person' ? person?.id : null,
    teamId: over === 'team' ? team : null,
    footageFrom: microsOf(from),
    footageTo: microsOf(to),
    expiresAt: microsOf(expires),
  });
  return wish.data ?? null;
}

/** "2026-11-24 09:00:00" without a zone is meant locally. */
function microsOf(text: string | null): number | null {
  return text === null ? null : new Date(text.replace(' ', 'T')).getTime() * 1000;
}
